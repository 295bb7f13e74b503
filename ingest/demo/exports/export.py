"""Export: one file of one application, its tables and what a correct intake makes of it."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ingest.demo.exports import workbook

Cell = str | int | float
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A sheet or the whole file: records above the body (titles, header), the body, records below, sections inside."""

    above: Sequence[Row]
    body: Sequence[Row]
    below: Sequence[Row] = ()
    sheet: str | None = None
    sections: int = 0
    """Records of the body that are headings of sections."""
    refused: dict[str, int] = field(default_factory=dict)
    """Records of the body that belong in quarantine, by reason."""

    @property
    def rows(self) -> list[Row]:
        """All records in order."""
        return [*self.above, *self.body, *self.below]

    def truth(self, form: str) -> dict[str, Any]:
        """What the ledger must say of this table."""
        header = 0 if form == "json" else len(self.above)
        refused = sum(self.refused.values())
        return {
            "sheet": self.sheet,
            "rows_read": header + len(self.body) + len(self.below),
            "rows_loaded": len(self.body) - self.sections - refused,
            "rows_quarantined": refused,
            "rows_not_data": header + self.sections + len(self.below),
            "reasons": self.refused,
        }


@dataclass(frozen=True)
class Export:
    """A file as a clerk names it, in the folder of the agency that sends it."""

    folder: str
    name: str
    source: str
    dataset: str
    form: Literal["xlsx", "csv", "html", "json"]
    tables: Sequence[Table]
    printed: str
    """The date the file says it was made, ISO."""
    month: str
    delimiter: str = ";"
    bom: bool = False
    """Byte order mark and CRLF, as Excel writes text files."""

    def write(self, root: Path) -> None:
        """Writes the file; equal exports give equal bytes."""
        target = root / self.folder / self.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(
            {"xlsx": self._xlsx, "csv": self._csv, "html": self._html, "json": self._json}[self.form]()
        )

    def truth(self) -> dict[str, Any]:
        """The file's entry in the truth file."""
        return {
            "file": f"{self.folder}/{self.name}",
            "agency_code": self.folder,
            "source": self.source,
            "dataset": self.dataset,
            "month": self.month,
            "printed": self.printed,
            "tables": [table.truth(self.form) for table in self.tables],
        }

    def _xlsx(self) -> bytes:
        return workbook.build([(table.sheet or "Sheet1", table.rows) for table in self.tables])

    def _csv(self) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n" if self.bom else "\n").writerows(
            self.tables[0].rows
        )
        return text.getvalue().encode("utf-8-sig" if self.bom else "utf-8")

    def _html(self) -> bytes:
        # Records above are lines of text but the last two, which are the two levels of the header.
        table = self.tables[0]
        *titles, upper, lower = table.above
        head = "".join(f"<h3>{escape(str(row[0]))}</h3>\n" for row in titles)
        rows = "".join(
            f"<tr><td>{'</td><td>'.join(escape(str(cell)) for cell in row)}</td></tr>\n" for row in table.body
        )
        foot = "".join(f"<p>{escape(str(row[0]))}</p>\n" for row in table.below)
        page = (
            f'<html><head><meta charset="utf-8"></head><body>\n{head}<table border="1">\n'
            f"<thead><tr>{_spans(upper, lower)}</tr>\n<tr>{''.join(f'<th>{escape(str(cell))}</th>' for cell in lower if cell)}</tr></thead>\n"
            f"<tbody>\n{rows}</tbody></table>\n{foot}</body></html>\n"
        )
        return page.encode()

    def _json(self) -> bytes:
        keys = [str(key) for key in self.tables[0].above[0]]
        rows = [
            json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in self.tables[0].body
        ]
        return f"[\n{f',{chr(10)}'.join(rows)}\n]\n".encode()


def headings(text: str) -> list[str]:
    """Headings of a table, from their list with commas."""
    return text.replace("\n", "").split(",")


def escape(text: str) -> str:
    """Text for HTML and XML."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _spans(upper: Row, lower: Row) -> str:
    """Header cells: one without a child spans two rows, a parent spans its children."""
    cells: list[str] = []
    place = 0
    while place < len(upper):
        if not lower[place]:
            cells.append(f'<th rowspan="2">{escape(str(upper[place]))}</th>')
            place += 1
            continue
        wide = 1
        while place + wide < len(upper) and lower[place + wide] and not upper[place + wide]:
            wide += 1
        cells.append(f'<th colspan="{wide}">{escape(str(upper[place]))}</th>')
        place += wide
    return "".join(cells)


def tally(fates: Sequence[str]) -> dict[str, int]:
    """Reasons of quarantine among the fates of a file's rows."""
    return dict(Counter(fate for fate in fates if fate))
