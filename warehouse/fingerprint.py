"""Fingerprint: one number for a table's content, equal whatever the order of rows and columns."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.quoting import literal, quoted

DIGITS = 9
"""Doubles are compared to this many digits after the point: sums of parts differ beyond it from run to run."""


@dataclass(frozen=True)
class Sums:
    """Rows of a table or of a part of it, and the sum of their hashes: parts add up to the whole."""

    rows: int
    total: int

    def plus(self, part: "Sums") -> "Sums":
        return Sums(self.rows + part.rows, self.total + part.total)

    def without(self, part: "Sums") -> "Sums":
        return Sums(self.rows - part.rows, self.total - part.total)


@dataclass(frozen=True)
class Fingerprint:
    """Rows of a table and the hash of all their values; reading it reads every block of the table."""

    rows: int
    hex: str


def of_table(con: duckdb.DuckDBPyConnection, database: str, schema: str, table: str) -> Fingerprint:
    """Fingerprint of one table: names, types, and the sum of the rows' hashes over columns sorted by name."""
    relation = ".".join(map(quoted, (database, schema, table)))
    return of_sums(con, relation, sums_of(con, relation))


def of_sums(con: duckdb.DuckDBPyConnection, relation: str, sums: Sums) -> Fingerprint:
    """The fingerprint of a table whose sums are known."""
    told = f"{_columns(con, relation)}|{sums.rows}|{sums.total}"
    return Fingerprint(sums.rows, hashlib.sha256(told.encode()).hexdigest()[:16])


def sums_of(con: duckdb.DuckDBPyConnection, relation: str) -> Sums:
    """The sums of a table or of a select in brackets."""
    rows, total = con.execute(
        f"select {sums_in_sql(con, relation)} from {relation}"  # noqa: S608 - names come from the catalog, quoted
    ).fetchone() or (0, 0)
    return Sums(rows, int(total))


def sums_in_sql(con: duckdb.DuckDBPyConnection, relation: str) -> str:
    """The two aggregates that give the sums of a table, for a select of one's own."""
    values = ", ".join(_value(name, kind) for name, kind in _columns(con, relation))
    return f"count(*) as rows_there, coalesce(sum(hash({values})::hugeint), 0) as total"


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[str, str]]:
    # the description costs a tenth of a look into the catalog, which grows with every table
    described = con.execute(f"from {relation} limit 0").description or []
    return sorted((str(name), str(kind)) for name, kind, *_ in described)


def of_database(
    con: duckdb.DuckDBPyConnection, database: str, known: dict[str, str] | None = None
) -> dict[str, Fingerprint]:
    """Fingerprints of all tables of an attached file; names outside schema main carry their schema.

    Of tables in `known` only the rows are counted.
    """
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ? and not internal order by all",
        [database],
    ).fetchall()
    taken = {called(*table): table for table in tables if known and called(*table) in known}
    rows = _rows(con, database, taken)
    return {
        name: Fingerprint(rows[name], (known or {})[name])
        if name in taken
        else of_table(con, database, *table)
        for name, table in ((called(*table), table) for table in tables)
    }


def _rows(
    con: duckdb.DuckDBPyConnection, database: str, tables: dict[str, tuple[str, str]]
) -> dict[str, int]:
    """Rows of each table; one statement for all, since a statement costs more than a count."""
    if not tables:
        return {}
    counts = " union all ".join(
        f"select {literal(name)}, count(*) from {'.'.join(map(quoted, (database, *table)))}"  # noqa: S608 - names of the catalog
        for name, table in tables.items()
    )
    return dict(con.execute(counts).fetchall())


def of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def called(schema: str, table: str) -> str:
    """What a manifest calls a table."""
    return table if schema == "main" else f"{schema}.{table}"


def _value(name: str, kind: str) -> str:
    # + 0.0 makes one zero of 0.0 and -0.0
    return f"round({quoted(name)}, {DIGITS}) + 0.0" if kind in ("DOUBLE", "FLOAT") else quoted(name)
