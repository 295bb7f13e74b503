"""The writer: one at a time, the loser knows who, a killed holder blocks nobody."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from warehouse import writer
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseOutdated

PROJECT = Path(__file__).parents[2]
HOLD = """
import sys, time
from warehouse.settings import Settings
from warehouse.writer import writer
with writer(Settings(home=sys.argv[1]), command="siger ingest") as con:
    con.execute("create or replace table raw.mark as select 1 as n")
    print("in", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(home):
    """Another process that holds the writer."""
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.root)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert held.stdout.readline() == "in\n"
    yield held
    held.kill()
    held.wait()
    held.stdout.close()


def test_the_loser_learns_who_holds_the_lock_and_since_when(home, other):
    started = time.monotonic()
    with (
        pytest.raises(WarehouseBusy, match=rf"siger ingest \(pid {other.pid}, sejak \d+ detik"),
        writer.writer(home, wait=0.5),
    ):
        pass
    assert time.monotonic() - started < 3
    assert writer.holder(home).pid == other.pid


def test_a_killed_holder_frees_the_lock_and_loses_nothing_committed(home, other):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    with writer.writer(home, wait=2) as con:
        assert con.sql("select n from raw.mark").fetchall() == [(1,)]
    assert writer.holder(home) is None


def test_one_at_a_time_whatever_the_process_does_with_the_file(home):
    """Reading the database file in the holding process drops DuckDB's own lock (POSIX); ours holds."""
    with writer.writer(home):
        home.warehouse.read_bytes()
        with pytest.raises(WarehouseBusy), writer.writer(home, wait=0.2):
            pass


def test_the_schema_is_there_and_the_file_is_private(home):
    with writer.writer(home) as con:
        tables = {
            name
            for (name,) in con.sql(
                "select table_name from duckdb_tables() where schema_name = 'raw'"
            ).fetchall()
        }
    assert {"batches", "quarantine", "appraisals", "surveys", "state_rules"} <= tables
    assert home.warehouse.stat().st_mode & 0o077 == 0
    assert not home.warehouse.with_suffix(".duckdb.wal").exists()


def test_attached_to_another_connection_the_warehouse_takes_its_rows_and_goes(home):
    with duckdb.connect(":memory:") as con:
        con.execute("create temp table found as select 1 as source_row, 'x' as nip")
        for batch in ("one", "two"):
            with writer.attached(home, con):
                con.execute(
                    "insert into raw.trainings by name select $b as batch_id, * from found", {"b": batch}
                )
                with pytest.raises(WarehouseBusy), writer.writer(home, wait=0.2):
                    pass
        assert con.sql("select current_database()").fetchone() == ("memory",)
    assert not home.warehouse.with_suffix(".duckdb.wal").exists()
    assert home.warehouse.stat().st_mode & 0o077 == 0
    with writer.writer(home) as con:
        assert con.sql("select batch_id from raw.trainings order by 1").fetchall() == [("one",), ("two",)]


def test_a_file_that_is_no_database_cannot_be_attached(home):
    home.warehouse.write_bytes(b"bukan basis data" * 100)
    with (
        duckdb.connect(":memory:") as con,
        pytest.raises(WarehouseError, match=r"warehouse.duckdb tidak dapat dibuka.*arsip"),
        writer.attached(home, con),
    ):
        pass
    assert writer.holder(home) is None


def test_a_file_that_is_no_database_is_refused_with_a_remedy(home):
    home.warehouse.write_bytes(b"bukan basis data" * 100)
    with (
        pytest.raises(WarehouseError, match=r"warehouse.duckdb tidak dapat dibuka.*arsip"),
        writer.writer(home),
    ):
        pass


def test_a_warehouse_of_another_version_is_refused_with_a_remedy(home):
    with writer.writer(home, wait=5) as con:
        con.execute("alter table raw.trainings drop column organiser")
        con.execute("update main.schema_mark set schema_sha256 = 'another'")
    with pytest.raises(WarehouseOutdated, match=r"trainings.*siger rebuild"), writer.writer(home, wait=5):
        pass
