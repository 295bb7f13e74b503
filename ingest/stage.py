"""Stage: where small tables of one shape pass, one after the other, so that what is asked of them is planned once.

Mapping and checks of a hundred rows run in a few milliseconds, but planning that much SQL takes ten times as long.
The statement is the same for every export of an application; what differs from file to file stands in columns of the
stage. A catalog of its own per stage keeps the plan: DuckDB plans anew after any change of the catalogs it reads.
"""

from collections.abc import Hashable

import duckdb

MOST = 100
"""Stages kept; the one that was used longest ago goes."""


class Stage:
    """The rows of the present file, and the plans of what is asked of such rows."""

    def __init__(self, con: duckdb.DuckDBPyConnection, name: str) -> None:
        self._con = con
        self._name = name
        self._plans: dict[str, str] = {}
        """Statement to the name of its plan, which is that of the table for its result too."""
        self._prepared: set[str] = set()
        self._made = False
        con.execute(f"attach ':memory:' as {name}")

    @property
    def rows(self) -> str:
        """The relation that holds the present rows."""
        return f"{self._name}.present"

    def fill(self, select: str, said: dict[str, str | None]) -> None:
        """Replace the rows by those of `select`, which takes the parameters `said`; always the same columns."""
        if self._made:
            self._con.execute(f"delete from {self.rows}")  # noqa: S608 - a name of ours
            self._con.execute(f"insert into {self.rows} {select}", said)
        else:
            self._con.execute(f"create table {self.rows} as {select}", said)
            self._made = True

    def run(self, sql: str, target: str) -> None:
        """Make the temp table `target` of what `sql` selects from the rows."""
        plan = self._plans.get(sql)
        if plan is None:
            # a shape that comes but once is not worth a plan: the table to hold its result will do
            self._plans[sql] = plan = f"{self._name}_{len(self._plans)}"
            self._con.execute(f"create or replace temp table {target} as {sql}")
            self._con.execute(f"create table {self._name}.{plan} as from {target} limit 0")
            return
        if plan not in self._prepared:
            self._con.execute(f"prepare {plan} as insert into {self._name}.{plan} {sql}")
            self._prepared.add(plan)
        self._con.execute(f"execute {plan}")
        self._con.execute(f"create or replace temp table {target} as from {self._name}.{plan}")
        self._con.execute(f"delete from {self._name}.{plan}")  # noqa: S608 - a name of ours

    def close(self) -> None:
        """Forget rows and plans."""
        for plan in self._prepared:
            self._con.execute(f"deallocate {plan}")
        self._con.execute(f"detach {self._name}")


class Stages:
    """The stages of a connection, by the shape of what passes."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._stages: dict[Hashable, Stage] = {}
        self._made = 0

    def of(self, shape: Hashable) -> Stage:
        """The stage of a shape: all that decides the statements, and the columns of the rows."""
        stage = self._stages.pop(shape, None)
        if stage is None:
            if len(self._stages) >= MOST:
                self._stages.pop(next(iter(self._stages))).close()
            self._made += 1
            stage = Stage(self._con, f"stage_{self._made}")
        self._stages[shape] = stage
        return stage
