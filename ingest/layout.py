"""Layout: where in a grid the table is — header levels, records that are data, records that are not and why.

The head is looked at in Python, and the rest too where it is small; a grid of millions of records costs a scan.
Nothing is dropped: every record outside the data gets a kind, and the kinds are counted.
"""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from ingest.header import (
    HEAD,
    Head,
    HeaderRow,
    LayoutHint,
    clean,
    columns_of,
    header_at,
    levels,
    numbering_at,
)
from ingest.heading import Column, HeadingBook, letter, normalise
from ingest.not_data import BEFORE_ALL, mark
from ingest.readers.grid import Grid

__all__ = [
    "Column",
    "HeaderRow",
    "HeadingBook",
    "Layout",
    "LayoutHint",
    "locate",
    "normalise",
    "spread_merges",
]

KINDS = ("title", "header", "blank", "numbering", "section", "total", "signature", "note")


@dataclass
class Layout:
    """A located table. `not_data` maps source_row → kind; a JSON grid's header is source_row 0, no record.

    `section` maps the source_row of a section record to its text, which holds for the records below it.
    `titles` are the lines above the header; `footer` maps the label of a total or note to its cells.
    `is_headless` says that somebody knows there is no header: columns are headed by their letters.
    """

    header_rows: list[int] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    not_data: dict[int, str] = field(default_factory=dict)
    section: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    footer: dict[str, str] = field(default_factory=dict)
    is_headless: bool = False

    def counts(self) -> dict[str, int]:
        """Records of the file per kind."""
        kinds = [kind for row, kind in self.not_data.items() if row > 0]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def locate(
    con: duckdb.DuckDBPyConnection,
    grid: Grid,
    headings: HeadingBook,
    hint: LayoutHint | None = None,
    *,
    relation: str = "grid",
) -> Layout:
    """Find the table in `relation`, which holds the grid's rows (source_row, c1 … cN).

    Without a header (none found, none hinted) `header_rows` is empty and every filled record is data. Where the hint says
    that there is none, what else is no data is known all the same, and short records above the first data are titles.
    `con` must hold `relation` (a view over `grid.path` will do) where the grid is big; it is not changed.
    """
    if grid.columns == 0:
        return Layout()
    first = _first_records(con, grid, relation)
    head = Head([(row, [clean(cell) for cell in cells]) for row, *cells in first], grid)
    at = header_at(head, headings, hint or LayoutHint())
    layout = Layout(columns=[Column(n, "", "") for n in range(1, grid.columns + 1)])
    last = None
    if hint and hint.header_row == "none":
        layout.is_headless, last = True, BEFORE_ALL
        layout.columns = [Column(n, letter(n), normalise(letter(n))) for n in range(1, grid.columns + 1)]
    elif at is not None:
        first, last = levels(head, at)
        layout.columns = columns_of(head, first, last)
        _place_head(layout, head, first, last)
    marks = mark(con, grid, relation, head, layout.columns, last)
    layout.not_data = marks.not_data | layout.not_data
    layout.section, layout.footer = marks.section, marks.footer
    if layout.is_headless:
        _place_titles(layout, head)
    return layout


def _first_records(con: duckdb.DuckDBPyConnection, grid: Grid, relation: str) -> list[tuple[Any, ...]]:
    """The records among which the header is: source_row, then the cells."""
    if grid.is_short:
        return [record for record in grid.records(HEAD + 1) if record[0] <= HEAD]
    names = ", ".join(f"c{n}" for n in range(1, grid.columns + 1))
    return con.execute(
        # S608: the relation's name is the caller's constant; column names are counted, not read.
        f"select source_row, {names} from {relation} where source_row <= $head order by source_row",  # noqa: S608
        {"head": HEAD},
    ).fetchall()


def _place_head(layout: Layout, head: Head, first: int, last: int) -> None:
    """Header, titles, blanks and the numbering record among the first records."""
    layout.header_rows = [head.number(i) for i in range(first, last + 1)]
    for i in range(last + 1):
        filled = head.filled(i)
        kind = "header" if i >= first else ("title" if filled else "blank")
        layout.not_data[head.number(i)] = kind
        if kind == "title":
            layout.titles.append(" ".join(" ".join(text.split()) for _, text in filled))
    numbering = numbering_at(head, last)
    if numbering is not None:
        layout.not_data[head.number(numbering)] = "numbering"


def _place_titles(layout: Layout, head: Head) -> None:
    """What stands above the first data of a table without header is its title, as it is above a header."""
    for i in range(len(head)):
        row = head.number(i)
        if row not in layout.not_data:
            break
        if layout.not_data[row] != "blank":
            layout.not_data[row] = "title"
            layout.section.pop(row, None)
            layout.titles.append(" ".join(" ".join(text.split()) for _, text in head.filled(i)))


def spread_merges(
    con: duckdb.DuckDBPyConnection, grid: Grid, layout: Layout, *, relation: str = "grid"
) -> int:
    """Fill merged cells of the data downwards inside their merge only, in `relation`, a table. Cells filled."""
    after = max(layout.header_rows, default=0)
    filled = 0
    for column, spans in _spans(grid, after).items():
        cell = f"c{int(column)}"
        ((count,),) = con.execute(
            # S608: the caller's relation and a counted column.
            f"""
            update {relation} set {cell} = span.text
            from (
                select top.source_row as first_row, merge.last_row, top.{cell} as text
                from (select unnest($first::integer[]) as first_row, unnest($last::integer[]) as last_row) as merge
                join {relation} as top on top.source_row = merge.first_row
            ) as span
            where source_row > span.first_row and source_row <= span.last_row and {cell} is null and span.text is not null
            """,  # noqa: S608
            {"first": [r1 for r1, _ in spans], "last": [r2 for _, r2 in spans]},
        ).fetchall()
        filled += count
    return filled


def _spans(grid: Grid, after: int) -> dict[int, list[tuple[int, int]]]:
    """Column → first and last rows of its merges below a row; no program makes merges that overlap, those are left out."""
    found: dict[int, list[tuple[int, int]]] = {}
    for first, column, last, _ in sorted(set(grid.merged)):
        spans = found.setdefault(column, [])
        if after < first < last and (not spans or spans[-1][1] < first):
            spans.append((first, last))
    return {column: spans for column, spans in sorted(found.items()) if spans and column <= grid.columns}
