"""Grid: one sheet or table as text, every record of the file one row; a small one as JSON, a big one as Parquet.

Most files are small: their child needs no Arrow to write JSON (importing it costs more than reading the file), and
the parent reads them as Python lists. A big grid is columnar from the start.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

BATCH = 5_000
SMALL_CELLS = 500_000
SMALL_CHARACTERS = 4_000_000
SMALL, BIG = ".json", ".parquet"
COMPRESSION = "snappy"


@dataclass
class Grid:
    """A table as delivered, in the file `path`; as a relation: source_row integer, c1 varchar … cN varchar.

    `rows` counts the file's records (a JSON table's header, source_row 0, is none). A Parquet file holds no numbers:
    a row's place in it is its number, counted from `first_row`.
    `merged` are (row, column, last row, last column), 1-based, the text in the first cell.
    """

    sheet: str | None
    path: Path
    rows: int
    columns: int
    hidden_rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    first_row: int = 1

    def as_json(self) -> dict[str, Any]:
        """For the message from the child to its parent."""
        return {**asdict(self), "path": str(self.path)}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Grid":
        """The same grid on the parent's side."""
        merged = [(int(r1), int(c1), int(r2), int(c2)) for r1, c1, r2, c2 in told["merged"]]
        return cls(**told | {"path": Path(told["path"]), "merged": merged})

    @property
    def is_small(self) -> bool:
        """True when its records may be held in Python."""
        return self.path.suffix == SMALL

    def records(self) -> list[tuple[Any, ...]]:
        """A small grid's rows: source_row, then the cells."""
        first_row, columns = self._small
        return [(row, *cells) for row, cells in enumerate(zip(*columns, strict=True), first_row)]

    def spread(self, column: int, first: int, last: int) -> int:
        """Fill the empty cells below `first` down to `last` with its text, in a small grid; how many."""
        first_row, columns = self._small
        cells = columns[column - 1]
        rows = range(first + 1 - first_row, min(last + 1 - first_row, len(cells)))
        text = cells[first - first_row] if first - first_row < len(cells) else None
        empty = [row for row in rows if text is not None and cells[row] is None]
        for row in empty:
            cells[row] = text
        return len(empty)

    def put(self, con: "duckdb.DuckDBPyConnection", relation: str) -> None:
        """Make the grid a relation of that name: a view over its Parquet, a table where its cells have to be filled.

        A small one is a view over Arrow; call again after `spread`.
        """
        if not self.is_small:
            made = "table" if self.merged else "view"  # merged cells are filled in place
            # S608: the caller's constant, our own path and a number.
            number = f"(file_row_number + {int(self.first_row)})::integer as source_row"
            rows = f"select {number}, * exclude (file_row_number) from read_parquet('{self.path}', file_row_number = true)"  # noqa: S608
            con.execute(f"create temp {made} {relation} as {rows}")
            return
        import pyarrow as pa

        first_row, columns = self._small
        rows = len(columns[0]) if columns else 0
        con.register(
            relation,
            pa.table(
                [pa.array(range(first_row, first_row + rows), pa.int32())]
                + [pa.array(cells, pa.string()) for cells in columns],
                ["source_row", *(f"c{n}" for n in range(1, self.columns + 1))],
            ),
        )

    def remove(self, con: "duckdb.DuckDBPyConnection", relation: str) -> None:
        """Undo `put`."""
        if self.is_small:
            con.unregister(relation)
        else:
            con.execute(f"drop {'table' if self.merged else 'view'} {relation}")

    @cached_property
    def _small(self) -> tuple[int, list[list[str | None]]]:
        first_row, columns = json.loads(self.path.read_bytes())
        return first_row, columns


def write_grid(
    stem: Path, records: Iterable[Sequence[str | None]], columns: int, first_row: int = 1
) -> tuple[Path, int]:
    """Write records (each at most `columns` cells, empty text becomes null) to `stem` with the suffix of their form.

    Returns that path and the number of records.
    """
    rows = iter(records)
    held: list[Sequence[str | None]] = []
    characters = 0
    while characters <= SMALL_CHARACTERS and len(held) * columns <= SMALL_CELLS:
        batch = list(islice(rows, BATCH))
        held += batch
        characters += sum(len(cell) for row in batch for cell in row if cell)
        if len(batch) < BATCH:
            if characters <= SMALL_CHARACTERS:
                return _write_small(stem.with_suffix(SMALL), held, columns, first_row), len(held)
            break
    return _write_big(stem.with_suffix(BIG), chain(held, rows), columns)


def _column(batch: Sequence[Sequence[str | None]], n: int) -> list[str | None]:
    return [(row[n] or None) if n < len(row) else None for row in batch]


def _write_small(path: Path, held: list[Sequence[str | None]], columns: int, first_row: int) -> Path:
    """[first row, columns]; text that is no Unicode fails here, in the child."""
    content = json.dumps([first_row, [_column(held, n) for n in range(columns)]], ensure_ascii=False)
    path.write_text(content, encoding="utf-8")
    return path


def _write_big(path: Path, rows: Iterator[Sequence[str | None]], columns: int) -> tuple[Path, int]:
    import pyarrow as pa  # here: a small file shall not pay for it
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(f"c{n}", pa.string()) for n in range(1, columns + 1)])
    written = 0
    with pq.ParquetWriter(path, schema, compression=COMPRESSION) as writer:
        while batch := list(islice(rows, BATCH)):
            by_column = [pa.array(_column(batch, n), pa.string()) for n in range(columns)]
            writer.write_table(pa.Table.from_arrays(by_column, schema=schema))
            written += len(batch)
    return path, written
