"""Grid: one sheet or table as text, every record of the file one row; a small one as JSON, a big one as Parquet.

Most files are small: their child needs no Arrow to write JSON (importing it costs more than reading the file), and
the parent reads it as Python lists and with DuckDB alike. A big grid is columnar from the start.
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
SMALL_CELLS = 3_000_000
SMALL_CHARACTERS = 30_000_000
SMALL, BIG = ".json", ".parquet"
COMPRESSION = "snappy"
SHORT_ROWS = 2_000
MOST_BYTES = 32_000_000
"""Of one record in JSON: four bytes a character, and signs between them."""


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
    is_inner: bool = False
    """The records of the grid before it, one for each object of a list within them: a file counts one of the two."""

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
        """True when it is JSON."""
        return self.path.suffix == SMALL

    @property
    def is_short(self) -> bool:
        """True when Python goes through its `records` sooner than SQL is planned."""
        return self.is_small and self.rows <= SHORT_ROWS

    def records(self, most: int | None = None) -> list[tuple[Any, ...]]:
        """A small grid's rows, or its first ones: source_row, then the cells; an empty cell is None."""
        return self._records if most is None else self._records[:most]

    def put(self, con: "duckdb.DuckDBPyConnection", relation: str) -> None:
        """Make the grid a relation of that name: a table, but a big one without cells to be filled stays a view of its file."""
        # S608 throughout: the caller's constant, our own path, counted columns and a number.
        if self.is_small:
            cells = ", ".join(f"nullif(cells[{n}], '') as c{n}" for n in range(1, self.columns + 1))
            objects = (
                f"read_json_objects('{self.path}', format = 'array', maximum_object_size = {MOST_BYTES})"
            )
            numbered = f"(row_number() over () + {int(self.first_row) - 1})::integer as source_row"
            rows = f"select {numbered}, json::varchar[] as cells from {objects}"  # noqa: S608
            con.execute(f"create temp table {relation} as select source_row, {cells} from ({rows})")  # noqa: S608
            return
        made = "table" if self.merged else "view"
        number = f"(file_row_number + {int(self.first_row)})::integer as source_row"
        rows = f"select {number}, * exclude (file_row_number) from read_parquet('{self.path}', file_row_number = true)"  # noqa: S608
        con.execute(f"create temp {made} {relation} as {rows}")

    def remove(self, con: "duckdb.DuckDBPyConnection", relation: str) -> None:
        """Undo `put`."""
        con.execute(f"drop {'table' if self.is_small or self.merged else 'view'} {relation}")

    @cached_property
    def _records(self) -> list[tuple[Any, ...]]:
        """Read once; a grid lives as long as its file is judged."""
        wide = self.columns
        return [
            (row, *[cell or None for cell in cells], *[None] * (wide - len(cells)))
            for row, cells in enumerate(json.loads(self.path.read_bytes()), self.first_row)
        ]


def write_grid(stem: Path, records: Iterable[Sequence[str | None]], columns: int) -> tuple[Path, int]:
    """Write records (each at most `columns` cells, empty text becomes null) to `stem` with the suffix of their form.

    Returns that path and the number of records.
    """
    rows = iter(records)
    held: list[Sequence[str | None]] = []
    characters = 0
    while characters <= SMALL_CHARACTERS and len(held) * columns <= SMALL_CELLS:
        batch = list(islice(rows, BATCH))
        held += batch
        characters += sum(sum(map(len, filter(None, row))) for row in batch)
        if len(batch) < BATCH:
            if characters <= SMALL_CHARACTERS:
                return _write_small(stem.with_suffix(SMALL), held), len(held)
            break
    return _write_big(stem.with_suffix(BIG), chain(held, rows), columns)


def _column(batch: Sequence[Sequence[str | None]], n: int) -> list[str | None]:
    return [(row[n] or None) if n < len(row) else None for row in batch]


def _write_small(path: Path, held: list[Sequence[str | None]]) -> Path:
    """An array of records; text that is no Unicode fails here, in the child."""
    path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
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
