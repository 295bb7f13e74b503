"""Sight: what a person is shown of a file that no source knows: its tables, their headings, how their cells look.

Whose data it is does not show: a cell is shown as its shape (`Xxxxx 99`) unless its column repeats few words under a
heading that is no person's, which is what codes do, or it is a short number, a date or a word ingest reads as a code.
Where no heading says whose names a column has, only words that ingest reads are shown.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest import sandbox
from ingest.bench import Bench
from ingest.dataset import datasets
from ingest.heading import letter, normalise
from ingest.layout import HeaderRow
from ingest.readers.grid import Grid
from ingest.sandbox import Reading
from ingest.source import Source
from ingest.table import Table
from ingest.wording import known_words

EXAMPLES = 3
MOST_WORDS = 40
LONGEST_WORD = 80
MOST_COLUMNS = 200
HEAD_ROWS = 14
HEAD_CELLS = 12
LONGEST_TITLE = 120
LOOKED_AT = 20_000
LONG_NUMBER = re.compile(r"\d{8}|\d{4,} \d{4,}")
HARMLESS = re.compile(r"[\d.,:/ -]{1,10}( \d\d:\d\d(:\d\d)?)?")


@dataclass(frozen=True)
class Heading:
    """One column: where it stands, how it is headed, three of its cells, and its words with their number if it repeats few."""

    position: int
    title: str
    examples: tuple[str, ...]
    words: dict[str, int]

    @property
    def label(self) -> str:
        """The heading, or the column's letter where it has none."""
        return self.title or letter(self.position)


@dataclass(frozen=True)
class Sight:
    """One table of a file. `head` are its first records (row number, cells); `header_row` is the header's last record."""

    sheet: str | None
    header_row: int | None
    rows: int
    headings: tuple[Heading, ...]
    head: tuple[tuple[int, tuple[str, ...]], ...]
    titles: tuple[str, ...] = ()
    """The lines above the header."""
    is_headless: bool = False
    """The first record is data already: columns are headed by their letters."""


def look(
    path: Path, name: str, sources: list[Source], header_rows: dict[str | None, HeaderRow] | None = None
) -> list[Sight]:
    """The tables of a file, read in the limited child; `header_rows` says by sheet where a person sees the header.

    A table in which nothing looks like a header has none until a person says so.

    Raises FileRefused for a file that cannot be read.
    """
    with Bench(sources) as bench:
        reading = sandbox.read(path, name, bench.scratch)
        return [
            _sight(bench, _laid_out(bench, reading, grid, (header_rows or {}).get(grid.sheet)), grid)
            for grid in reading.grids
        ]


def _laid_out(bench: Bench, reading: Reading, grid: Grid, header_row: HeaderRow | None) -> Table:
    table = bench.laid_out(reading, grid, header_row)
    if header_row is None and grid.columns and not table.layout.header_rows:
        return bench.laid_out(reading, grid, "none")
    return table


def _sight(bench: Bench, table: Table, grid: Grid) -> Sight:
    header = table.layout.header_rows[-1] if table.layout.header_rows else None
    headings = tuple(
        _heading(bench, table, column.position, column.title)
        for column in table.layout.columns[:MOST_COLUMNS]
    )
    codes = {one.position: one.words for one in headings}
    head = tuple(_head(bench, table, header, codes))
    titles = (
        () if table.layout.is_headless else tuple(_at_most(one, LONGEST_TITLE) for one in table.layout.titles)
    )
    return Sight(grid.sheet, header, grid.rows, headings, head, titles, table.layout.is_headless)


def _heading(bench: Bench, table: Table, position: int, title: str) -> Heading:
    found = bench.con.execute(
        f"select cell, count(*) from (select siger_text(c{position}) as cell from {table.data} limit {LOOKED_AT})"  # noqa: S608 - a position
        " where cell is not null group by cell order by count(*) desc, cell"
    ).fetchall()
    counted = Counter(dict(found))
    named = None if table.layout.is_headless else title
    words = dict(counted.most_common(MOST_WORDS)) if _is_coded(counted, named) else {}
    examples = tuple(dict.fromkeys(word if word in words else shape(word) for word, _ in found[:20]))
    return Heading(position, re.sub(r"\s+", " ", title).strip(), examples[:EXAMPLES], words)


def _is_coded(cells: Counter[str], title: str | None) -> bool:
    """Few words again and again, or words that are codes; never under a heading of persons, without one codes alone."""
    if (title and _is_personal(title)) or any(
        len(cell) > LONGEST_WORD or LONG_NUMBER.search(cell) for cell in cells
    ):
        return False
    known = sum(number for cell, number in cells.items() if cell.lower() in known_words() and len(cell) > 1)
    repeats = len(cells) <= MOST_WORDS and len(cells) * 2 <= cells.total()
    return (repeats and title is not None) or known * 2 > cells.total()


def _is_personal(title: str) -> bool:
    """The heading is one of a personal field, or names a person."""
    key = normalise(title.rsplit(" / ", 1)[-1])
    return key in _personal_headings() or any(part in ("nama", "nip", "nik") for part in key.split("_"))


@cache
def _personal_headings() -> frozenset[str]:
    fields = [field for one in datasets().values() for field in one.fields.values() if field.personal]
    dropped = [heading for one in datasets().values() for heading in one.dropped]
    return frozenset([alias for field in fields for alias in field.aliases] + dropped)


def _head(
    bench: Bench, table: Table, header: int | None, codes: dict[int, dict[str, int]]
) -> list[tuple[int, tuple[str, ...]]]:
    """The first records; below the header only the codes of a column stand as they are."""
    width = min(table.columns, HEAD_CELLS)
    cells = ", ".join(f"siger_text(c{position})" for position in range(1, width + 1))
    rows = bench.con.execute(
        f"select source_row, {cells} from {table.relation} order by source_row limit {HEAD_ROWS}"  # noqa: S608 - positions
    ).fetchall()
    return [
        (
            row,
            tuple(
                _at_most(text or "")
                if (header and row <= header) or text in codes.get(n, {})
                else shape(text or "")
                for n, text in enumerate(record, 1)
            ),
        )
        for row, *record in rows
    ]


def shape(text: str) -> str:
    """A cell without what it says: letters become x, digits 9; short numbers and dates stay."""
    if HARMLESS.fullmatch(text):
        return text
    return _at_most(
        re.sub(r"\d", "9", re.sub(r"[^\W\d_]", lambda found: "X" if found[0].isupper() else "x", text))
    )


def _at_most(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
