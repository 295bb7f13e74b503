"""Handout: a workbook that Siger gives to an agency, and knows again when it comes back filled in.

Its first sheet is a guide: sentences for people, and labelled facts. When the workbook comes back, the guide is no
table, its facts stand for what the original file was (name, date of the data, what was said at upload), and the
columns that Siger wrote beside the table are not read. So a mended row becomes the row that the original would have
given. Every cell is written as text, with the mark that spreadsheets set on text (quotePrefix), so nothing a file
holds is ever evaluated, also not after someone edits the cell.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import xlsxwriter

from ingest.archive import Note
from ingest.readers.grid import Grid
from ingest.sandbox import Reading

Guide = list[tuple[str, str]]
"""(label, text) rows of the first sheet; a row without text is a heading."""
GUIDE = "Petunjuk Siger"
OURS = " (Siger)"
"""What the headings of our own columns end in."""
ORIGIN, AS_OF, PERIOD, AGENCY, KIND, EPOCH = (
    f"Berkas asal{OURS}",
    f"Tanggal data{OURS}",
    f"Periode data{OURS}",
    f"Perangkat daerah{OURS}",
    f"Bentuk asal{OURS}",
    f"Basis tanggal{OURS}",
)
"""Labels of the guide's facts."""
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDTH, WIDE = 18, 44
OFFERED_ROWS = 1_000


@dataclass(frozen=True)
class Sheet:
    """One sheet to write: rows of text from the first on; `marked` cells and their remarks by (row, column) from 1."""

    name: str
    rows: Sequence[Sequence[str | None]]
    headings: frozenset[int] = frozenset()
    """Rows, from 1, that are headings."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    marked: Mapping[tuple[int, int], str] | None = None
    wide: frozenset[int] = frozenset()
    """Columns, from 1, of long texts."""
    choices: Mapping[int, Sequence[str]] | None = None
    """Words one of which the cells of a column, from 1, take below the rows written."""


def write(guide: Guide, sheets: Iterable[Sheet], *, epoch_1904: bool = False) -> bytes:
    """The workbook as XLSX."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "date_1904": epoch_1904,
        },
    )
    styles = _Styles(book)
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 0, WIDTH + 8)
    page.set_column(1, 1, 96, styles.wrapped)
    for row, (label, text) in enumerate(guide):
        page.write_string(row, 0, label, styles.title if not text else styles.label)
        page.write_string(
            row, 1, text, styles.wrapped_quoted if text.startswith(EVALUATED) else styles.wrapped
        )
    names: set[str] = {GUIDE.lower()}
    for sheet in sheets:
        name = _free_name(sheet.name, names)
        names.add(name.lower())
        _write_sheet(book.add_worksheet(name), sheet, styles)
    book.close()
    return out.getvalue()


def recall(note: Note, reading: Reading) -> tuple[Note, Reading]:
    """A handout that came back: its tables without the guide, and the note with what the guide says of the original.

    What was stated at this upload goes before the guide; any other file passes as it is.
    """
    guide = next((grid for grid in reading.grids if grid.sheet == GUIDE and grid.is_small), None)
    if guide is None:
        return note, reading
    said = _facts(guide)
    note = replace(
        note,
        origin=said.get(ORIGIN),
        period=note.period or said.get(PERIOD),
        agency=note.agency or said.get(AGENCY),
        as_of=note.as_of or _day(said.get(AS_OF)),
    )
    kind = said.get(KIND, reading.kind)
    return note, replace(
        reading,
        grids=[grid for grid in reading.grids if grid is not guide],
        kind=kind if kind in ("delimited", "xlsx", "html", "json") else reading.kind,
        date_epoch=1904 if said.get(EPOCH) == "1904" else reading.date_epoch,
    )


def ours(headings: Iterable[tuple[int, str]]) -> int | None:
    """Position of the first of our own columns among (position, heading); None where there is none."""
    return min((position for position, heading in headings if heading.endswith(OURS)), default=None)


def _facts(guide: Grid) -> dict[str, str]:
    rows = ([cell for cell in cells if cell] for _, *cells in guide.records())
    return {row[0]: row[1] for row in rows if len(row) == 2}


def _day(text: str | None) -> str | None:
    """The text where it is a date, ISO; a guide may have been edited."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


class _Styles:
    """The few formats of a handout; all of them text."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top"}
        mark = {**text, "bg_color": "#FFD9B3", "border": 1, "border_color": "#B35900"}
        head = {**text, "bold": True, "bg_color": "#E6EEF2", "text_wrap": True}
        wrapped = {**text, "text_wrap": True}
        self._formats = {
            (style, quoted): book.add_format({**given, "quote_prefix": quoted})
            for style, given in (("text", text), ("mark", mark), ("head", head), ("wrapped", wrapped))
            for quoted in (False, True)
        }
        self.wrapped = self._formats["wrapped", False]
        self.wrapped_quoted = self._formats["wrapped", True]
        self.plain = self._formats["text", False]
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.label = book.add_format({"bold": True, "valign": "top"})

    def of(self, style: str, text: str) -> Any:
        """The format of a cell; a text that a spreadsheet would evaluate carries the prefix of text."""
        return self._formats[style, text.startswith(EVALUATED)]


def _write_sheet(page: Any, sheet: Sheet, styles: _Styles) -> None:
    marked = sheet.marked or {}
    last = max((len(row) for row in sheet.rows), default=1)
    page.set_column(0, last - 1, WIDTH, styles.plain)
    for column in sheet.wide:
        page.set_column(column - 1, column - 1, WIDE, styles.plain)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            text = (cell or "")[:LONGEST_CELL]
            mark = (number, column) in marked
            style = "mark" if mark else "head" if number in sheet.headings else "text"
            if text or mark:
                page.write_string(number - 1, column - 1, text, styles.of(style, text))
    for r1, c1, r2, c2 in sheet.merged:
        text = (sheet.rows[r1 - 1][c1 - 1] or "")[:LONGEST_CELL]
        page.merge_range(r1 - 1, c1 - 1, r2 - 1, c2 - 1, "", styles.of("head", text))
        page.write_string(r1 - 1, c1 - 1, text, styles.of("head", text))
    for (number, column), remark in marked.items():
        if remark:
            page.write_comment(
                number - 1, column - 1, remark, {"author": "Siger", "x_scale": 2, "y_scale": 1.4}
            )
    for column, words in (sheet.choices or {}).items():
        first, last = len(sheet.rows), len(sheet.rows) + OFFERED_ROWS
        said = {"validate": "list", "source": list(words), "error_type": "warning"}
        page.data_validation(first, column - 1, last, column - 1, said)
    if sheet.headings:
        page.freeze_panes(max(sheet.headings), 0)


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that a workbook may give a sheet: as delivered where that is possible."""
    base = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:LONGEST_SHEET_NAME] or "Data"
    name, number = base, 2
    while name.lower() in taken:
        name = f"{base[: LONGEST_SHEET_NAME - 4]} ({number})"
        number += 1
    return name
