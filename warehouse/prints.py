"""Prints: what every table of a release was made from and came out as; decides what the next build can take over."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import duckdb

from warehouse.compiled import LEDGER, Compiled, Statement
from warehouse.fingerprint import of_table

FILE = "prints.json"


@dataclass
class Prints:
    """Beside each release. A table is equal to the last one where its statement and all that it reads are equal."""

    project_hash: str
    keys: dict[str, str] = field(default_factory=dict)
    """Per statement: hash of its SQL and of the prints of what it reads."""
    prints: dict[str, str] = field(default_factory=dict)
    """Per seed, model, source and `ledger.<dataset>`: fingerprint of its content."""
    tests: dict[str, str] = field(default_factory=dict)
    """Per test: `pass`, `warn: N`."""
    generation: int = 0
    """Releases since the files were last written from nothing."""

    @classmethod
    def read(cls, folder: Path, project_hash: str) -> Self | None:
        """Those of a release, if they are there and of this version of the project."""
        try:
            kept = cls(**json.loads((folder / FILE).read_text(encoding="utf-8")))
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
        lines = dict(
            con.execute(
                "select dataset, sum(hash(b)::hugeint)::varchar from warehouse.raw.batches b group by dataset"
            ).fetchall()
        )
        whole = hashlib.sha256(repr(sorted(lines.items(), key=repr)).encode()).hexdigest()[:16]
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
            self.prints[statement.unique_id] = of_table(con, *statement.relation.split(".")).hex
            self.keys[statement.unique_id] = self.key(statement)
