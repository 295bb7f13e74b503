"""Grid: one sheet or table as a Parquet file of text, every record of the file one row."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 5_000


@dataclass
class Grid:
    """A table as delivered. Parquet columns: source_row integer, c1 varchar … cN varchar.

    `rows` counts the file's records (a JSON table's header, source_row 0, is none).
    `merged` are (row, column, last row, last column), 1-based, the text in the first cell.
    """

    sheet: str | None
    path: Path
    rows: int
    columns: int
    hidden_rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the message from the child to its parent."""
        return {**asdict(self), "path": str(self.path)}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Grid":
        """The same grid on the parent's side."""
        merged = [(int(r1), int(c1), int(r2), int(c2)) for r1, c1, r2, c2 in told["merged"]]
        return cls(
            told["sheet"], Path(told["path"]), told["rows"], told["columns"], told["hidden_rows"], merged
        )


def write_grid(path: Path, records: Iterable[Sequence[str | None]], columns: int, first_row: int = 1) -> int:
    """Write records (each at most `columns` cells, empty text becomes null) and return their number."""
    import pyarrow as pa  # here: a refused file shall not pay for it
    import pyarrow.parquet as pq

    schema = pa.schema(
        [pa.field("source_row", pa.int32()), *(pa.field(f"c{n}", pa.string()) for n in range(1, columns + 1))]
    )
    written = 0
    rows = iter(records)
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        while batch := list(islice(rows, BATCH)):
            by_column = [
                pa.array([(row[n] or None) if n < len(row) else None for row in batch], pa.string())
                for n in range(columns)
            ]
            start = first_row + written
            numbers = pa.array(range(start, start + len(batch)), pa.int32())
            writer.write_table(pa.Table.from_arrays([numbers, *by_column], schema=schema))
            written += len(batch)
    return written
