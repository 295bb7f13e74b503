"""Data tests: the SQL that dbt compiled from the project's tests, run as one batch over a candidate.

dbt spends some 25 ms around each test and the project has hundreds; the statements themselves take a few. They are the
same statements: compiled by dbt once for each version of the project, judged as dbt judges them.
"""

from dataclasses import dataclass
from typing import Any

import duckdb

PLAIN = ("count(*)", "!= 0", "!= 0")
"""fail_calc, warn_if and error_if as dbt has them by default; the project sets no others (a test says so)."""


@dataclass(frozen=True)
class DataTest:
    """One test: dbt's id and name, the select that finds offending rows, and whether it forbids a release."""

    unique_id: str
    name: str
    sql: str
    severity: str


def of_results(results: Any) -> list[DataTest]:
    """The tests among the results of `dbt compile`; raises ValueError for one with thresholds of its own."""
    tests: list[DataTest] = []
    for result in results:
        node = result.node
        if str(node.resource_type) != "test":
            continue
        config = node.config
        if (config.fail_calc, config.warn_if, config.error_if) != PLAIN:
            raise ValueError(f"{node.name} sets thresholds of its own")
        tests.append(DataTest(node.unique_id, node.name, node.compiled_code, config.severity.lower()))
    return tests


def run(tests: list[DataTest], internal: str, public: str, warehouse: str) -> dict[str, str]:
    """Status by test id: `pass`, or `fail: N` and `warn: N` with the number of offending rows, or `error: …`."""
    found: dict[str, str] = {}
    with duckdb.connect(internal, read_only=True) as con:
        for path, name in ((public, "public_file"), (warehouse, "warehouse")):
            con.execute(f"attach '{path.replace(chr(39), chr(39) * 2)}' as {name} (read_only)")
        for test in tests:
            try:
                # S608: the statement is dbt's, compiled from the project's own files.
                row = con.execute(f"select count(*) from ({test.sql}) as offending").fetchone()  # noqa: S608
            except duckdb.Error as error:
                found[test.unique_id] = f"error: {error}"
                continue
            rows = row[0] if row else 0
            word = "warn" if test.severity == "warn" else "fail"
            found[test.unique_id] = f"{word}: {rows}" if rows else "pass"
    return found
