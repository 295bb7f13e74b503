"""Rerun: the compiled project over a copy of the last release; what reads nothing new is taken over as it stands.

A build by dbt spends more time around its statements than in them, and a new file of one dataset touches a part of the
tables only. So dbt builds the first release of a version of the project, and later ones run the same statements. A
statement runs when its SQL or the content of something it reads differs from the last release; whether content differs
is seen when it is there, so a table that comes out as it was stops the change from going further. Of a large table only
the slices are made anew that the change bears on (`slices.py`).
"""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.compiled import Compiled, Statement
from warehouse.job import Job, Progress
from warehouse.prints import Prints
from warehouse.quoting import literal
from warehouse.slices import BEFORE, OutsideSlice, Slices
from warehouse.stopwatch import Stopwatch

SCHEMAS = ("staging", "intermediate", "seeds")
MOST_GENERATIONS = 50
"""After so many releases the files are written from nothing: what replaced tables leave behind does not pile up."""


@dataclass
class Ran:
    """How each statement ended and how long it took; `fault` is the statement that could not be run."""

    prints: Prints
    status: dict[str, str] = field(default_factory=dict)
    """By id: `success`, `renewed` (some slices) or `kept`; a test: `pass`, `warn: N`, `fail: N`, `error: …`."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Per statement that ran."""
    watch: Stopwatch = field(default_factory=Stopwatch)
    """Steps copy, model, test, close."""
    kept_tests: int = 0
    fault: str = ""


def rerun(compiled: Compiled, job: Job, progress: Progress) -> Ran | None:
    """Bring the job's two files up to date; None where the last release cannot serve as a base."""
    base = Path(job.base) if job.base else None
    last = Prints.read(base, job.project_hash) if base else None
    if base is None or last is None:
        return None
    afresh = job.afresh or last.generation >= MOST_GENERATIONS
    ran = Ran(Prints(job.project_hash, generation=0 if afresh else last.generation + 1))
    known = Prints(job.project_hash) if afresh else last
    with ran.watch.step("copy"):
        if afresh:
            job.unlink()
        elif not Path(job.internal).exists():  # no spare of the base lies there
            shutil.copyfile(base / "internal.duckdb", job.internal)
            shutil.copyfile(base / "public.duckdb", job.public)
    con = _opened(job, base if afresh else None)
    if not afresh:
        _attach(con, str(base / "internal.duckdb"), BEFORE, " (read_only)")
    try:
        with ran.watch.step("model"):
            ran.prints.look_at_sources(con, compiled)
            _tables(con, compiled, known, ran, progress)
        with ran.watch.step("test"):
            _tests(con, compiled, known, ran)
    except (duckdb.Error, OutsideSlice) as error:
        ran.fault = f"{ran.fault}: {error}"
    finally:
        with ran.watch.step("close"):
            con.close()
    ran.prints.write(Path(job.internal).parent)
    return ran


def print_build(compiled: Compiled, job: Job, tests: dict[str, str]) -> None:
    """Write the prints of a build that dbt itself made; `tests` is the status of each data test."""
    prints = Prints(job.project_hash, tests=tests)
    with _opened(job, None) as con:
        prints.look_at_sources(con, compiled)
        prints.look_at_tables(con, compiled.tables)
        prints.keys |= {
            statement.unique_id: prints.key(statement)
            for statement in compiled.statements
            if statement.kind == "test"
        }
    prints.write(Path(job.internal).parent)


def _opened(job: Job, seeds: Path | None) -> duckdb.DuckDBPyConnection:
    """The candidate's files on one connection, the warehouse beside them; `seeds` is the release that lends the seeds."""
    con = duckdb.connect(
        job.internal,
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "checkpoint_threshold": "16GB",  # one checkpoint when the files are closed
            "storage_compatibility_version": "latest",
        },
    )
    _attach(con, job.warehouse, "warehouse", " (read_only)")
    _attach(con, job.public, "public_file", "")
    for schema in SCHEMAS:
        con.execute(f"create schema if not exists {schema}")
    if seeds:
        _attach(con, str(seeds / "internal.duckdb"), "lender", " (read_only)")
    return con


def _attach(con: duckdb.DuckDBPyConnection, path: str, name: str, how: str) -> None:
    con.execute(f"attach {literal(path)} as {name}{how}")


def _tables(
    con: duckdb.DuckDBPyConnection,
    compiled: Compiled,
    known: Prints,
    ran: Ran,
    progress: Progress,
) -> None:
    """Run what changed, each statement committed by itself: a candidate that is not finished is thrown away whole, and
    DuckDB reads what a transaction holds back with less than all its threads."""
    tables = compiled.tables
    slices = Slices(con, compiled, known, ran.prints)
    for number, statement in enumerate(tables, 1):
        name = statement.unique_id
        if known.keys.get(name) == ran.prints.key(statement):
            ran.prints.take_over(known, statement)
            ran.status[name] = "kept"
            continue
        ran.fault = statement.name
        progress(f"{statement.kind} {statement.name}", number, len(tables))
        started = time.perf_counter()
        values = slices.to_renew(statement)
        sums = slices.renew(statement, values) if values else None
        if sums:
            ran.prints.set(con, statement, sums)
        else:
            _run(con, statement)
            ran.prints.look_at_tables(con, [statement])
        ran.seconds[name] = time.perf_counter() - started
        ran.status[name] = "renewed" if sums else "success"
    ran.fault = ""


def _run(con: duckdb.DuckDBPyConnection, statement: Statement) -> None:
    """Make one table anew. S608: names are dbt's, the select is what dbt compiled from the project's own files."""
    lent = statement.table.split(".", 1)[1]
    select = f"from lender.{lent}" if statement.kind == "seed" else statement.sql
    con.execute(f"create or replace table {statement.table} as {select}")


def _tests(con: duckdb.DuckDBPyConnection, compiled: Compiled, known: Prints, ran: Ran) -> None:
    """Run the tests of tables that changed, judged as dbt judges them; the others stand as they ended."""
    for test in compiled.statements:
        if test.kind != "test":
            continue
        name, key = test.unique_id, ran.prints.key(test)
        if known.keys.get(name) == key and name in known.tests:
            status = known.tests[name]
            ran.kept_tests += 1
        else:
            status = _offending(con, test)
        ran.status[name] = status
        if status == "pass" or status.startswith("warn"):
            ran.prints.keys[name], ran.prints.tests[name] = key, status


def _offending(con: duckdb.DuckDBPyConnection, test: Statement) -> str:
    try:
        row = con.execute(f"select count(*) from ({test.sql}) as offending").fetchone()  # noqa: S608 - compiled by dbt
    except duckdb.Error as error:
        return f"error: {error}"
    rows = row[0] if row else 0
    word = "warn" if test.severity == "warn" else "fail"
    return f"{word}: {rows}" if rows else "pass"
