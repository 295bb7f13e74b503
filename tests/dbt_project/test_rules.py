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


def releases(settings: Settings) -> tuple[str, str]:
    """The internal and the public file of the current release."""
    release = current(settings)
    assert release is not None
    return str(release.internal), str(release.public)


def test_a_decision_leaves_every_month_before_it_as_it_was(province: Province, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(province.settings.root, home, symlinks=True)
    settings = Settings(home=home)
    before = releases(settings)
    since = rules.open_month()
    for rule, allowed in EDITABLE.items():
        value = DECIDED.get(rule, str(allowed.highest))
        rules.save(engine(settings), rule, value, since, BKD, "uji perubahan aturan")
    done = siger(home, "build")
    assert done.returncode == 0, done.stderr[-2000:]
    after = releases(settings)
    assert after != before

    compared, touched = set(), set()
    for old, new in zip(before, after, strict=True):
        with duckdb.connect() as con:
            con.execute(f"attach '{old}' as old (read_only); attach '{new}' as new (read_only)")
            columns: dict[str, list[str]] = {}
            for table, column in con.execute(
                "select table_name, column_name from duckdb_columns() where database_name = 'new' and schema_name = 'main'"
            ).fetchall():
                columns.setdefault(table, []).append(column)
            for table, names in columns.items():
                time = next((name for name in TIMES if name in names), None)
                if time is None or table == "dim_build":
                    continue
                past, all_rows = (
                    con.execute(
                        f"""
                        select count(*) from (
                            (from old.main.{table} where {condition} except all from new.main.{table} where {condition})
                            union all
                            (from new.main.{table} where {condition} except all from old.main.{table} where {condition})
                        )
                        """,
                        {"since": since} if "$since" in condition else {},
                    ).fetchone()
                    for condition in (f"{time} < $since", "true")
                )
                assert past == (0,), f"{table}: {past} rows of months before {since} changed"
                compared.add(table)
                if all_rows != (0,):
                    touched.add(table)
    assert {
        "fct_agency_month",
        "fct_unit_month",
        "fct_service_ikm",
        "fct_agency_move",
        "pub_agency_month",
    } <= compared
    assert {"fct_agency_month", "fct_unit_month"} <= touched, "the rules do hold from their month on"
