"""Seen: one table of an unknown file: where it lies, its columns with their evidence, the lines above it."""

from dataclasses import dataclass

from ingest.bench import Bench, Located
from ingest.guessing import evidence, heading_row, questions
from ingest.guessing.evidence import Evidence
from ingest.layout import Layout

HEAD = 40


@dataclass(frozen=True)
class Seen:
    """A laid-out table. `lines` are its title records, cells joined by colons."""

    found: Located
    columns: list[Evidence]
    lines: list[str]

    @property
    def layout(self) -> Layout:
        """Where header and data are."""
        return self.found.table.layout

    @property
    def header_row(self) -> int | None:
        """The last record of the header; 0 for JSON, whose header is no record; null where there is none."""
        return max(self.layout.header_rows, default=None)

    @property
    def name(self) -> str:
        """The file's name as delivered."""
        return self.found.receipt.note.name


def look(bench: Bench, found: Located) -> Seen:
    """Find the header by words that are like names of fields, else as the layout does, and gather evidence.

    Where nothing looks like a header there is none: the columns are known by their letters.
    """
    head = bench.head(found, HEAD)
    row = heading_row.find(head)
    own = found.table.layout.header_rows
    if (
        row is not None
        and row not in own
        and _told(found) < max(heading_row.telling(dict(head)[row]), heading_row.LEAST)
    ):
        found = bench.lay_out_at(found, row)
    if found.grid.columns and not found.table.layout.header_rows:
        found = bench.lay_out_at(found, "none")
    layout = found.table.layout
    lines = [
        " : ".join(" ".join(cell.split()) for cell in cells)
        for at, cells in head
        if layout.not_data.get(at) == "title"
    ]
    columns = [*evidence.gather(bench.con, found.table).values()] if found.grid.columns else []
    if not layout.is_headless:
        questions.number(columns)
    return Seen(found, columns, lines)


def _told(found: Located) -> int:
    """Fields that the layout's own header names."""
    columns = found.table.layout.columns if found.table.layout.header_rows else []
    return heading_row.telling(column.title.rsplit(" / ", 1)[-1] for column in columns if column.title)
