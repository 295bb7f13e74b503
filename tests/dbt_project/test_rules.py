"""Rules over a real build: a value that BKD decides holds from its month on and leaves every month before as it was."""

import shutil
from pathlib import Path

import duckdb

from tests.conftest import Province, siger
from warehouse.access import Viewer
from warehouse.release import current
from warehouse.settings import Settings
from warehouse.state import rules
from warehouse.state.database import engine
from warehouse.state.rules import EDITABLE

BKD = Viewer("bkd", "BKD", "hr_province")
TIMES = ("month", "period_end", "quarter", "last_month")
"""Columns that say which time a row of a mart speaks of, the first there is."""
DECIDED = {
    "coverage_floor": "0.99",
    "judged_minimum": "100",
    "ikm_minimum": "900",
    "public_minimum": "100",
    "report_deadline_day": "28",
}


def marts(settings: Settings) -> Path:
    """The internal file of the current release."""
    release = current(settings)
    assert release is not None
    return release.internal


def test_a_decision_leaves_every_month_before_it_as_it_was(province: Province, tmp_path: Path) -> None:
    """All editable rules at once. The public file is another matter: its limits are those of the day of publication, for
    all periods, since they protect today's readers' view of people.
    """
    home = tmp_path / "home"
    shutil.copytree(province.settings.root, home, symlinks=True)
    settings = Settings(home=home)
    before = marts(settings)
    since = rules.open_month()
    for rule, allowed in EDITABLE.items():
        rules.save(
            engine(settings),
            rule,
            DECIDED.get(rule, str(allowed.highest)),
            since,
            BKD,
            "uji perubahan aturan",
        )
    done = siger(home, "build")
    assert done.returncode == 0, done.stderr[-2000:]
    after = marts(settings)
    assert after != before

    compared, touched = set(), set()
    with duckdb.connect() as con:
        con.execute(f"attach '{before}' as old (read_only); attach '{after}' as new (read_only)")
        columns: dict[str, list[str]] = {}
        for table, column in con.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'new' and schema_name = 'main'"
        ).fetchall():
            columns.setdefault(table, []).append(column)

        def differing(table: str, condition: str) -> int:
            old, new = (f"from {file}.main.{table} where {condition}" for file in ("old", "new"))
            found = con.execute(
                f"select count(*) from (({old} except all {new}) union all ({new} except all {old}))"
            )
            row = found.fetchone()
            assert row is not None
            return int(row[0])

        for table, names in columns.items():
            time = next((name for name in TIMES if name in names), None)
            if time is None:
                continue
            changed = differing(table, f"{time} < date '{since}'")
            assert changed == 0, f"{table}: {changed} rows of months before {since} changed"
            compared.add(table)
            if differing(table, "true"):
                touched.add(table)
    assert {"fct_agency_month", "fct_unit_month", "fct_service_ikm", "fct_agency_move"} <= compared
    assert {"fct_agency_month", "fct_unit_month"} <= touched, "the rules do hold from their month on"
