"""Slices: the parts of a large table that a new file bears on, made anew while the rest stands.

A model says in its YAML by which column it falls into slices and of which tables it reads the same slice only:

    meta: {slices: {by: month, of: [int_appraisal, int_employee_month]}}

The rows of one slice are then determined by the rows of that slice in those tables, and by everything in the others. So
where nothing but some slices of those tables changed, the model's own select is run over these slices alone; rows without
a value are a slice of their own. Which slices changed is known from the ledger for the rows of files (by batch); for tables
made by slices, from here or by comparing these slices with the last release; for small ones by comparing all of theirs. Where
it is not known the table is made whole.
"""

from typing import Any

import duckdb

from warehouse.compiled import LEDGER, Compiled, Statement
from warehouse.fingerprint import Sums, sums_in_sql, sums_of
from warehouse.prints import Prints
from warehouse.quoting import literal, quoted

BEFORE = "before"
"""The name under which the last release's internal file is attached."""
MOST_COMPARED = 400_000
"""Rows of a table, then and now, up to which all its slices are compared."""
MOST_SHARE = 0.5
"""Above this part of a table it is made whole."""

Values = frozenset[Any]


class OutsideSlice(Exception):
    """A model gave rows of another slice than it was asked for: what its YAML says of slices is wrong."""


class Slices:
    """What this build has renewed so far, slice by slice."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, compiled: Compiled, known: Prints, now: Prints
    ) -> None:
        self._con = con
        self._known, self._now = known, now
        self._tables = {statement.unique_id: statement for statement in compiled.tables}
        self._sources = compiled.sources
        self._staging = {s.name: s.unique_id for s in compiled.statements if s.name.startswith("stg_")}
        self._renewed: dict[str, tuple[str, Values]] = {}
        self._found: dict[tuple[str, str], Values | None] = {}

    def to_renew(self, statement: Statement) -> Values | None:
        """The slices that a changed model must make anew; None where it must be made whole."""
        name = statement.unique_id
        if not statement.slice_by or name not in self._known.sums:
            return None
        values: set[Any] = set()
        for read in statement.reads:
            if self._known.prints.get(read) == self._now.prints[read]:
                continue
            if read not in statement.slice_of and not read.startswith(LEDGER):
                return None
            found = self._changed(self._behind(read), statement.slice_by)
            if found is None:
                return None
            values |= found
        return frozenset(values) or None

    def renew(self, statement: Statement, values: Values) -> Sums | None:
        """Make these slices of a table anew; its sums afterwards, or None where they are most of it and nothing was done.

        Raises OutsideSlice.
        """
        name, table = statement.unique_id, statement.table
        these = _these(statement.slice_by, values)
        told = self._known.sums[name]
        old = sums_of(self._con, _where(table, these))
        if old.rows > MOST_SHARE * told.rows:
            return None
        sql = statement.sql
        for read in statement.slice_of:
            whole = self._name(read)
            sql = sql.replace(whole, _where(whole, these))
        self._con.execute(f"create or replace temp table renewed as {sql}")
        new = sums_of(self._con, "temp.renewed")
        ((stray,),) = self._con.execute(
            f"select count(*) from temp.renewed where ({these}) is not true"  # noqa: S608 - our own column, quoted values
        ).fetchall()
        if stray:
            raise OutsideSlice(
                f"{statement.name}: {stray} baris di luar bagian {statement.slice_by} yang diminta"
            )
        if new != old:
            self._con.execute(f"delete from {table} where {these}")  # noqa: S608 - as above
            # a contract puts columns into its own order
            self._con.execute(f"insert into {table} by name from temp.renewed")
        self._con.execute("drop table temp.renewed")
        self._renewed[name] = (statement.slice_by, values)
        return told.without(old).plus(new)

    def _behind(self, read: str) -> str:
        """The table whose rows tell which slices a read bears on: lines of the ledger are joined to the rows of their files."""
        return self._staging[f"stg_{read.removeprefix(LEDGER)}"] if read.startswith(LEDGER) else read

    def _changed(self, name: str, column: str) -> Values | None:
        """Values of `column` in rows of a table that came or went; None where it is not known."""
        if (name, column) not in self._found:
            self._found[name, column] = self._look(name, column)
        return self._found[name, column]

    def _look(self, name: str, column: str) -> Values | None:
        if name in self._sources:
            return self._batches(self._sources[name]) if column == "batch_id" else None
        renewed = self._renewed.get(name)
        if renewed and renewed[0] == column:
            return renewed[1]
        table = self._tables[name].table
        before = ".".join([BEFORE, *table.split(".")[1:]])
        if column not in self._columns(table):
            return None
        if renewed:
            now, then = (_where(whole, _these(*renewed)) for whole in (table, before))
            return self._values(column, now, then)
        sizes = (self._known.sums.get(name), self._now.sums.get(name))
        if any(size is None or size.rows > MOST_COMPARED for size in sizes):
            return None
        return self._values(column, table, before)

    def _batches(self, dataset: str) -> Values:
        """Batches of a dataset that came, went or have another line in the ledger."""
        before, now = self._known.batches.get(dataset, {}), self._now.batches.get(dataset, {})
        return frozenset(batch for batch in {*before, *now} if before.get(batch) != now.get(batch))

    def _name(self, read: str) -> str:
        """A read as compiled SQL writes it."""
        if read in self._sources:
            return ".".join(map(quoted, ("warehouse", "raw", self._sources[read])))
        return self._tables[read].table

    def _columns(self, table: str) -> set[str]:
        return {str(column[0]) for column in self._con.execute(f"from {table} limit 0").description or []}

    def _values(self, column: str, now: str, then: str) -> Values:
        """Values of a column whose rows are others in one table than in the other: their sums differ."""
        here, there = (
            f"select {quoted(column)} as slice, {sums_in_sql(self._con, table)} from {table} group by slice"  # noqa: S608 - quoted names
            for table in (now, then)
        )
        rows = self._con.execute(
            f"with here as ({here}), there as ({there}) "  # noqa: S608 - as above
            "select distinct slice from (from here except from there union all (from there except from here))"
        ).fetchall()
        return frozenset(value for (value,) in rows)


def _where(table: str, these: str) -> str:
    """Some rows of a table, as SQL has them in place of its name."""
    return f"(select * from {table} where {these})"  # noqa: S608 - quoted names and values


def _these(column: str, values: Values) -> str:
    """The condition that picks slices of a table."""
    listed = ", ".join(sorted(literal(str(value)) for value in values if value is not None))
    within = f"{quoted(column)} in ({listed})" if listed else "false"
    return f"({within} or {quoted(column)} is null)" if None in values else within
