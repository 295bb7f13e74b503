"""The pipeline: what is dropped is published, what was decided too; killed anywhere, it is simply started again."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.intake import ingest
from tests.warehouse.tiny_home import write_project
from warehouse import release, status, writer
from warehouse.access import Viewer
from warehouse.settings import Settings

PROJECT = Path(__file__).parents[2]
SPECIMENS = PROJECT / "tests" / "data" / "specimens"
CLERK = Viewer("opd.dinkes", "Dinas Kesehatan", "hr_agency", "dinkes")
A_FILE = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
SOURCES = """
version: 2
sources:
  - {name: raw, database: warehouse, schema: raw, tables: [{name: appraisals}, {name: batches}]}
"""
AGENCY_MONTH = (
    "select 'x' as agency_code, month, count(*) as rated from {{ ref('fct_appraisal') }} group by all"
)
RUN = """
import logging, sys
from pathlib import Path
from ingest import pipeline
from warehouse import builder, refresh
project = Path(sys.argv[1])
pipeline.refresh.__kwdefaults__["project"] = project
pipeline.warm_job.__defaults__ = (project,)
sys.argv[1:] = []
pipeline.pipeline()
"""


def wait_for(what, within: float = 60.0) -> object:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("not within the time")


@pytest.fixture
def pipeline(home: Settings, tmp_path: Path):
    """Starts the pipeline's process over the tiny dbt project."""
    home.prepare()
    project = write_project(tmp_path / "project", fct_agency_month=AGENCY_MONTH, sources=SOURCES)
    running: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        env = {name: value for name, value in os.environ.items() if not name.startswith("SIGER_")}
        one = subprocess.Popen(
            [sys.executable, "-c", RUN, str(project)],
            cwd=PROJECT,
            env=env | {"SIGER_HOME": str(home.root), "SIGER_INBOX_QUIET_SECONDS": "0.2"},
            stderr=(tmp_path / "log").open("a"),
        )
        running.append(one)
        return one

    yield start
    for one in running:
        if one.poll() is None:
            one.kill()
        one.wait()


def drop(home: Settings, folder: str = "dinkes", name: str = "rekap mei.csv") -> None:
    """What a file transfer does: a hidden half, then the name."""
    (home.inbox / folder).mkdir(exist_ok=True)
    half = home.inbox / folder / f"{name}.part"
    shutil.copy(A_FILE, half)
    half.rename(home.inbox / folder / name)


def test_a_dropped_file_is_published_and_a_second_pipeline_is_refused(home, pipeline):
    first = pipeline()
    wait_for(lambda: status.pipeline_state(home) == "idle")
    assert release.current(home) is None, "nothing loaded, nothing published"
    drop(home)
    made = wait_for(lambda: release.current(home))
    assert made.facts["counts"]["fct_appraisal"] > 0
    wait_for(lambda: status.pipeline_state(home) == "idle")
    assert status.waiting(home) == [], "the archive has it now"
    second = pipeline()
    assert second.wait(timeout=30) == 1
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=10) == 0
    assert status.pipeline_state(home) == "down"


def test_an_upload_gets_its_verdict(home, pipeline):
    from ingest import desk
    from warehouse.state import uploads
    from warehouse.state.database import engine

    upload = desk.submit(home, CLERK, A_FILE.name, A_FILE.read_bytes(), desk.Said("dinkes"))
    assert status.waiting(home) == [f".portal/{upload}/content"]
    pipeline()

    def judged():
        (found,) = uploads.recent(engine(home), Viewer("data", "Data", "engineer"))
        return found["verdicts"]

    (verdict,) = wait_for(judged)
    assert verdict["status"] == "loaded"
    assert wait_for(lambda: release.current(home))


@pytest.mark.full
@pytest.mark.parametrize("doing", ["ingesting", "building"])
def test_killed_while_at_work_it_is_simply_started_again(home, pipeline, doing):
    victim = pipeline()
    wait_for(lambda: status.pipeline_state(home) == "idle")
    drop(home)
    wait_for(lambda: status.pipeline_state(home) == doing)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    pipeline()
    made = wait_for(lambda: release.current(home))
    assert made.facts["counts"]["fct_appraisal"] == made.facts["counts"]["staging.stg_appraisals"] > 0
    wait_for(lambda: status.waiting(home) == [])


def test_a_decision_in_the_portal_makes_a_release(home, pipeline):
    from warehouse.state import rules
    from warehouse.state.database import engine

    drop(home)
    pipeline()
    first = wait_for(lambda: release.current(home))
    rules.save(
        engine(home), "judged_minimum", "12", rules.open_month(), Viewer("bkd", "BKD", "hr_province"), "uji"
    )
    wait_for(lambda: release.current(home) != first)


def test_a_source_saved_in_the_portal_loads_the_file_that_waited_for_it(home, pipeline, tmp_path):
    from ingest import desk, source_store
    from warehouse.state import sources, uploads
    from warehouse.state.database import engine

    drop(home)
    unknown = "nip_baru,nama_lengkap,jabatan,golongan,opd\n198609262015051901,Contoh,Guru,III/a,Dinas X\n"
    desk.submit(home, CLERK, "simpeg.csv", unknown.encode(), desk.Said(agency="dinkes"))

    def verdicts():
        (found,) = uploads.recent(engine(home), Viewer("data", "Data", "engineer"))
        return {verdict["status"] for verdict in found["verdicts"]}

    pipeline()
    wait_for(lambda: verdicts() == {"no-source"})
    first = wait_for(lambda: release.current(home))
    source = "source: simpeg-x\ntitle: X\ndataset: employees\nmatch: {headers: [nip_baru, golongan]}\n"
    source_store.save(home, source, "data")
    wait_for(lambda: verdicts() == {"loaded"})
    source_store.save(home, source + "columns: {rank: ~}\n", "data")
    made = wait_for(lambda: (now := release.current(home)) != first and now)
    sources.apply(engine(home), "simpeg-x", "data")
    wait_for(lambda: release.current(home) != made)


def test_all_that_is_complete_is_taken_in_one_turn_and_a_fault_of_ours_stays_with_its_file(home, tmp_path):
    from ingest.inbox import CONTENT, PORTAL, SIDECAR
    from ingest.pipeline import Pipeline
    from warehouse.build import Builder
    from warehouse.writer import writer

    home.prepare()
    upload = home.inbox / PORTAL / "unggahan"
    upload.mkdir(parents=True)
    shutil.copy(A_FILE, upload / CONTENT)
    (upload / SIDECAR).write_text("{bukan JSON")
    drop(home)
    (home.inbox / "bkd").mkdir()
    shutil.copy(SPECIMENS / "e_pp46_2011.csv", home.inbox / "bkd" / "pp46.csv")
    quick = home.model_copy(update={"inbox_quiet_seconds": 0.0})
    with Builder() as builder:
        pipeline = Pipeline(quick, builder)
        pipeline._take_in()
        assert status.waiting(home) == [f"{PORTAL}/unggahan/{CONTENT}"]
        before = dict(pipeline._troubled)
        pipeline._take_in()
        assert pipeline._troubled == before, "it is left alone for a while"
    with writer(home) as con:
        loaded = con.execute("select file_name, sender from raw.batches order by 1").fetchall()
    assert loaded == [("pp46.csv", "bkd"), ("rekap mei.csv", "dinkes")]


@pytest.mark.full
def test_a_warehouse_of_an_older_siger_is_put_aside_and_made_anew(home, pipeline):
    """The archive has everything: nobody has to move a file by hand after an upgrade."""
    ingest(home, A_FILE)
    with duckdb.connect(home.warehouse) as con:
        con.execute("alter table raw.trainings drop column hours")
        con.execute("update main.schema_mark set schema_sha256 = 'another'")
    pipeline()
    assert wait_for(lambda: release.current(home))
    [aside] = home.root.glob("warehouse-lama-*.duckdb")
    with writer.reader(home) as con:
        assert con.execute("select file_name, rows_loaded from raw.batches").fetchall() == [(A_FILE.name, 2)]
        assert con.execute("select count(*) from raw.appraisals").fetchone() == (2,)
    assert aside.stat().st_size > 0


def test_a_warehouse_of_this_siger_stays_where_it_is(home):
    ingest(home, A_FILE)
    assert writer.put_aside_outdated(home) is None
    assert not [*home.root.glob("warehouse-lama-*")]
