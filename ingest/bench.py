"""Bench: the reading connection and what lies on it: a file's grids, laid out and recognised."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import duckdb

from ingest import handout, headless, layout, template, values
from ingest.archive import Receipt
from ingest.header import clean
from ingest.layout import HeaderRow, Layout
from ingest.readers.grid import Grid
from ingest.recognise import Recognised, Unknown, book, recognise, wide_header
from ingest.sandbox import Reading
from ingest.source import Source
from ingest.stage import Stages
from ingest.table import FEW_ROWS, Table
from warehouse.writer import ENGINE

INFO_ROWS = 40
SEEN_CELLS = 200
HEAD_ROWS = 10
LONGEST_LINE = 1_000
THREADS, MANY_ROWS = 2, 10_000
MEMORY = "1000MB"
"""Together with a reading child this stays below what a small server can spare; more goes to the scratch folder."""


@dataclass(frozen=True)
class Located:
    """A grid laid out, with the file it came from and what it was recognised as."""

    receipt: Receipt
    reading: Reading
    grid: Grid
    table: Table
    is_a: Recognised | Unknown

    @property
    def source(self) -> Source:
        """The source of a recognised table."""
        assert isinstance(self.is_a, Recognised)
        return self.is_a.source


class Bench:
    """One DuckDB in memory for a run; its scratch folder takes what does not fit."""

    def __init__(self, sources: list[Source]) -> None:
        self.know(sources)
        self._scratch = tempfile.TemporaryDirectory(prefix="siger-ingest-")
        self.scratch = Path(self._scratch.name)
        self._threads = THREADS
        self.con = duckdb.connect(
            config={
                **ENGINE,
                "threads": THREADS,
                "memory_limit": MEMORY,
                "temp_directory": self._scratch.name,
            }
        )
        values.install(self.con)
        self.stages = Stages(self.con)
        self._serial = itertools.count(1)
        self._grids: list[tuple[Grid, str]] = []

    def close(self) -> None:
        """Free connection and scratch folder."""
        self.con.close()
        self._scratch.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def know(self, sources: list[Source]) -> None:
        """Recognise by these sources from now on."""
        self.sources = sources
        self.book = book(sources)

    def number(self) -> int:
        """A number no other table of this run has."""
        return next(self._serial)

    def lay_out(self, receipt: Receipt, reading: Reading) -> list[Located]:
        """Find the table in each grid of a file and say what it is.

        Of JSON records and the lists within them only what a source knows counts, the records first; where none does, all.
        """
        self.expect(sum(grid.rows for grid in reading.grids))
        found: list[Located] = []
        group: list[Located] = []
        for grid in reading.grids:
            if not grid.is_inner:
                found += _counted(group)
                group = []
            group.append(self._locate(receipt, reading, grid))
        return found + _counted(group)

    def lay_out_at(self, found: Located, header_row: HeaderRow) -> Located:
        """The same grid with that record as the (last) level of its header, or without one."""
        table = found.table
        return replace(
            found, table=replace(table, layout=self._layout(table.relation, found.grid, header_row))
        )

    def head(self, found: Located, rows: int) -> list[tuple[int, list[str]]]:
        """A table's first records as (source_row, filled cells)."""
        return self._head(found.table, found.grid, rows)

    def expect(self, rows: int) -> None:
        """Be ready for so many rows: what a second thread costs to wake is more than it does for a hundred."""
        threads = THREADS if rows >= MANY_ROWS else 1
        if threads != self._threads:
            self.con.execute(f"set threads = {threads}")
            self._threads = threads

    @contextmanager
    def unordered(self) -> Iterator[None]:
        """Meanwhile rows are written in any order, each bears its number: no thread waits for the other to be written first."""
        self.con.execute("set preserve_insertion_order = false")
        try:
            yield
        finally:
            self.con.execute("reset preserve_insertion_order")

    def clear(self) -> None:
        """Forget the grids of the last file."""
        for grid, relation in self._grids:
            grid.remove(self.con, relation)
            self.con.execute(f"drop table if exists {relation}_outside")
        self._grids.clear()

    def _locate(self, receipt: Receipt, reading: Reading, grid: Grid) -> Located:
        relation = f"grid_{self.number()}"
        grid.put(self.con, relation)
        self._grids.append((grid, relation))
        table = self._table(relation, reading, grid)
        is_a = self._recognise(table, receipt)
        if isinstance(is_a, Unknown) and (row := wide_header(self.sources, self._head(table, grid))):
            table = self._table(relation, reading, grid, row)
            is_a = self._recognise(table, receipt)
        if isinstance(is_a, Unknown):
            table, is_a = self._by_header_row(table, receipt, reading, grid, is_a)
        elif (row := is_a.source.header_row) and row != "none" and row not in table.layout.header_rows:
            table = self._table(relation, reading, grid, row)
        return Located(receipt, reading, grid, table, is_a)

    def _by_header_row(
        self, table: Table, receipt: Receipt, reading: Reading, grid: Grid, unknown: Unknown
    ) -> tuple[Table, Recognised | Unknown]:
        """The table as a source says where its header stands, where nothing in the head tells."""
        said = {source.header_row for source in self.sources if source.header_row}
        for row in sorted(said, key=str):
            if row in table.layout.header_rows:
                continue
            laid = self._table(table.relation, reading, grid, row)
            is_a = self._recognise(laid, receipt)
            if isinstance(is_a, Recognised) and is_a.source.header_row == row:
                return laid, is_a
        return table, unknown

    def laid_out(self, reading: Reading, grid: Grid, header_row: HeaderRow | None) -> Table:
        """A grid with the header where a person says it is, else where it seems to be; nothing is recognised."""
        relation = f"grid_{self.number()}"
        grid.put(self.con, relation)
        self._grids.append((grid, relation))
        return self._table(relation, reading, grid, header_row)

    def _table(
        self, relation: str, reading: Reading, grid: Grid, header_row: HeaderRow | None = None
    ) -> Table:
        """The table of a grid, without the columns that Siger itself wrote beside it."""
        found = self._layout(relation, grid, header_row)
        if own := handout.ours((column.position, column.title) for column in found.columns):
            found.columns = found.columns[: own - 1]
        columns = len(found.columns)
        return Table(relation, found, reading.kind, columns, reading.date_epoch == 1904, grid.sheet)

    def _layout(self, relation: str, grid: Grid, header_row: HeaderRow | None = None) -> Layout:
        hint = layout.LayoutHint(header_row=header_row) if header_row else None
        found = layout.locate(self.con, grid, self.book, hint, relation=relation)
        if grid.merged:
            layout.spread_merges(self.con, grid, found, relation=relation)
        if len(found.not_data) > FEW_ROWS:
            self.con.execute(
                f"create or replace temp table {relation}_outside as select unnest($rows::integer[]) as source_row",
                {"rows": list(found.not_data)},
            )
        return found

    def _recognise(self, table: Table, receipt: Receipt) -> Recognised | Unknown:
        def cells(position: int) -> list[str]:
            """The first filled cells of a column's data."""
            rows = self.con.execute(
                f"select c{position} from {table.data} where c{position} is not null limit {SEEN_CELLS}"  # noqa: S608 - a position
            ).fetchall()
            return [cell for (cell,) in rows]

        filled_in = template.named(table.layout.titles)
        return recognise(
            [filled_in] if filled_in else self.sources,
            table.layout,
            cells,
            file_name=receipt.note.known_as,
            sheet=table.sheet,
            reads=lambda source: headless.reads(self.con, source, table, receipt.note.received_at.date()),
        )

    def _head(self, table: Table, grid: Grid, first: int = HEAD_ROWS) -> list[tuple[int, list[str]]]:
        """The first records as (row, filled cells)."""
        rows = (
            grid.records(first)
            if grid.is_short
            else self.con.execute(
                f"select * from {table.relation} order by source_row limit {int(first)}"  # noqa: S608 - our own relation
            ).fetchall()
        )
        return [(row, [clean(cell) for cell in cells if cell]) for row, *cells in rows]

    def lines(self, found: Located) -> list[str]:
        """A table's title records, or the first records of a sheet that is no table of ours, as lines.

        Cells are joined by colons: `Periode Survei : Semester I 2025`.
        """
        cells = ", ".join(f"c{position}" for position in range(1, found.grid.columns + 1))
        if not cells:
            return []
        titles = [row for row, kind in found.table.layout.not_data.items() if kind == "title"]
        known = isinstance(found.is_a, Recognised)
        if found.grid.is_short:
            chosen = [record for record in found.grid.records() if not known or record[0] in titles]
            lines = (
                " : ".join(cell for cell in record[1:] if cell is not None)[:LONGEST_LINE]
                for record in chosen[:INFO_ROWS]
            )
            return [line for line in lines if line]
        chosen = "source_row in (select unnest($titles::integer[]))" if known else "true"
        rows = self.con.execute(
            f"select left(concat_ws(' : ', {cells}), {LONGEST_LINE}) from {found.table.relation} where {chosen} order by source_row limit {INFO_ROWS}",  # noqa: S608 - positions
            {"titles": titles} if known else None,
        ).fetchall()
        return [line for (line,) in rows if line]


def _counted(group: list[Located]) -> list[Located]:
    """Of one grid and those made of its lists: itself where a source knows it, else those that one knows, else all."""
    known = [found for found in group if isinstance(found.is_a, Recognised)]
    return known[:1] if known and known[0] is group[0] else known or group
