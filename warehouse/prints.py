"""Prints: what every table of a release was made from and came out as; decides what the next build can take over."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import duckdb

from warehouse.compiled import LEDGER, Compiled, Statement
from warehouse.fingerprint import Sums, of_sums, of_table, sums_of

FILE = "prints.json"


@dataclass
class Prints:
    """Beside each release. A table is equal to the last one where its statement and all that it reads are equal."""

    project_hash: str
    keys: dict[str, str] = field(default_factory=dict)
    """Per statement: hash of its SQL and of the prints of what it reads."""
    prints: dict[str, str] = field(default_factory=dict)
    """Per seed, model, source and `ledger.<dataset>`: fingerprint of its content."""
    sums: dict[str, Sums] = field(default_factory=dict)
    """Per seed and model: what its print is made of, so that a part of it can be taken away and another put in."""
    batches: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per dataset and batch: hash of its line in the ledger."""
    tests: dict[str, str] = field(default_factory=dict)
    """Per test: `pass`, `warn: N`."""
    generation: int = 0
    """Releases since the files were last written from nothing."""

    @classmethod
    def read(cls, folder: Path, project_hash: str) -> Self | None:
        """Those of a release, if they are there and of this version of the project."""
        try:
            kept = cls(**json.loads((folder / FILE).read_text(encoding="utf-8")))
            kept.sums = {name: Sums(**sums) for name, sums in kept.sums.items()}  # type: ignore[arg-type]
        except (OSError, ValueError, TypeError):
            return None
        return kept if kept.project_hash == project_hash else None

    def write(self, folder: Path) -> None:
        """Put them beside the candidate's files."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    def key(self, statement: Statement) -> str:
        """What a statement's result is determined by, once all that it reads has its print."""
        read = [f"{name}={self.prints[name]}" for name in sorted(statement.reads)]
        return hashlib.sha256("\n".join([statement.sql, *read]).encode()).hexdigest()[:24]

    def look_at_sources(self, con: duckdb.DuckDBPyConnection, compiled: Compiled) -> None:
        """Print what the warehouse holds. The rows of a dataset are known by its lines of the ledger, since a batch's id
        is the hash of its content and of its source's version; small tables are read."""
        for dataset, batch, line in con.execute(
            "select dataset, batch_id, hash(b)::varchar from warehouse.raw.batches b"
        ).fetchall():
            self.batches.setdefault(str(dataset), {})[str(batch)] = line
        lines = {dataset: _hash(sorted(batches.items())) for dataset, batches in self.batches.items()}
        whole = _hash(sorted(lines.items()))
        for unique_id, table in compiled.sources.items():
            if table in ("batches", "quarantine"):
                self.prints[unique_id] = whole
            elif table.startswith("state_"):
                self.prints[unique_id] = of_table(con, "warehouse", "raw", table).hex
            else:
                self.prints[unique_id] = self.prints[LEDGER + table] = lines.get(table) or "-"

    def look_at_tables(self, con: duckdb.DuckDBPyConnection, statements: Iterable[Statement]) -> None:
        """Print finished tables, in an order in which what a statement reads comes before it."""
        for statement in statements:
            self.set(con, statement, sums_of(con, statement.table))

    def set(self, con: duckdb.DuckDBPyConnection, statement: Statement, sums: Sums) -> None:
        """Print a finished table whose sums are known."""
        name = statement.unique_id
        self.sums[name] = sums
        self.prints[name] = of_sums(con, statement.table, sums).hex
        self.keys[name] = self.key(statement)

    def take_over(self, last: Self, statement: Statement) -> None:
        """A table stands as the last release has it."""
        name = statement.unique_id
        self.keys[name], self.prints[name], self.sums[name] = (
            last.keys[name],
            last.prints[name],
            last.sums[name],
        )


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
