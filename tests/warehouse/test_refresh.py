"""Refresh: what changes makes a release, what fails leaves the old one."""

import json
from datetime import date

import duckdb
import pytest

from tests.warehouse.tiny_home import PROJECT, load, write_project
from warehouse import refresh as refresh_module
from warehouse import release, writer
from warehouse.audit import Auditor
from warehouse.errors import BuildFailed, BuildInterrupted, DiskFull, WarehouseEmptied
from warehouse.failure import last as last_failure
from warehouse.refresh import refresh


def test_a_release_is_whole_and_says_what_it_is_made_of(home, publish):
    load(home, "oktober")
    made = publish()
    assert made == release.current(home)
    assert made.label == "2026-10.1" and made.data_month == date(2026, 10, 1)
    assert made.facts["as_of"] == "2026-11-04", "20:00 UTC is the next day in Lampung"
    assert made.facts["counts"]["fct_appraisal"] == 3
    assert made.facts["nodes"]["test.pass"] == 2
    assert sorted(made.facts["tests"].values()) == ["pass", "pass"]
    assert made.facts["deliveries"]["appraisals"] | {"hash": ""} == {
        "tables": 1,
        "files": 1,
        "rows": 3,
        "hash": "",
    }
    assert set(made.facts["versions"]) == {"siger", "python", "duckdb", "dbt-core", "dbt-duckdb"}
    assert set(made.facts["seconds"]) >= {"state", "build", "audit", "total"}
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "internal.duckdb",
        "lineage.json",
        "manifest.json",
        "prints.json",
        "public.duckdb",
    ]
    with duckdb.connect(made.public, read_only=True) as con:
        assert con.sql("select rated from pub_agency_month").fetchall() == [(3,)]


def test_equal_inputs_make_no_release_and_new_ones_do(home, publish):
    load(home, "oktober")
    first = publish()
    assert publish() is None
    load(home, "susulan", people=2)
    second = publish()
    assert (first.label, second.label) == ("2026-10.1", "2026-10.2")
    assert second.release_id > first.release_id
    assert second.facts["tests"] == first.facts["tests"], "said again where they are taken over"
    assert first.facts["deliveries"]["appraisals"]["rows"] < second.facts["deliveries"]["appraisals"]["rows"]
    assert first.facts["fingerprints"]["fct_appraisal"] != second.facts["fingerprints"]["fct_appraisal"]


def test_the_same_rows_give_the_same_fingerprints_in_any_order(
    home, publish, tmp_path, builder, tiny_project
):
    other = type(home)(home=tmp_path / "other").prepare()
    for batch in ("a", "b"):
        load(home, batch)
    for batch in ("b", "a"):
        load(other, batch)
    first = publish()
    second = refresh(other, builder=builder, project=tiny_project)
    assert first.facts["fingerprints"] == second.facts["fingerprints"]


def test_as_of_is_an_input(home, publish):
    load(home, "oktober")
    publish()
    later = publish(as_of=date(2026, 12, 1))
    with duckdb.connect(later.internal, read_only=True) as con:
        assert con.sql("select as_of from dim_build").fetchall() == [(date(2026, 12, 1),)]


def test_a_failed_test_leaves_the_release_and_is_told(home, publish):
    load(home, "oktober")
    good = publish()
    load(home, "salah", predikat="entah")
    with pytest.raises(BuildFailed, match="rilis sebelumnya tetap dipakai"):
        publish()
    assert release.current(home) == good
    failure = last_failure(home)
    assert any("accepted_values" in line for line in failure["details"])
    assert (home.releases / f".failed-{failure['release_id']}" / "failure.json").exists()
    assert publish(again=False) is None, "the pipeline does not repeat what cannot go better"
    load(home, "salah", predikat="sangat_baik")
    assert publish() == release.current(home)
    assert last_failure(home) is None


def test_rows_that_went_missing_forbid_the_release(home, publish):
    load(home, "oktober", people=3, told=4)
    with pytest.raises(BuildFailed, match=r"oktober\.csv tercatat 4 baris dimuat, di gudang 3"):
        publish()
    assert release.current(home) is None


@pytest.mark.parametrize(
    ("model", "sql", "fault"),
    [
        ("pub_agency_month", "select nip as code from {{ ref('fct_appraisal') }}", "berbentuk NIP"),
        ("pub_agency_month", "select 1 as person_key from {{ ref('fct_appraisal') }}", "kolom perorangan"),
        ("pub_build", "select as_of, date '2020-01-01' as data_month from {{ ref('dim_build') }}", "tidak menyebut satu"),
        ("stg_appraisals", PROJECT["models/staging/stg_appraisals.sql"] + " where source_row > 2", "stg_appraisals berisi 2 baris"),
    ],
)  # fmt: skip
def test_the_audit_sees_what_no_model_sees(home, publish, tmp_path, model, sql, fault):
    load(home, "oktober")
    project = write_project(tmp_path / "project", **{model: sql})
    with pytest.raises(BuildFailed, match=fault):
        publish(project=project)


def test_leftovers_of_a_killed_build_are_swept(home, publish):
    load(home, "oktober")
    orphan = home.releases / ".candidate-20260101T000000Z-00000000"
    orphan.mkdir()
    (orphan / "internal.duckdb.wal").write_bytes(b"half")
    publish()
    assert not orphan.exists()


@pytest.mark.full
def test_a_builder_that_is_killed_costs_one_build(home, tiny_project):
    import os
    import signal

    from warehouse.build import Builder

    load(home, "oktober")
    with Builder() as fragile:

        def shoot(what: str, number: int, of: int) -> None:
            if number == 3:
                os.kill(fragile._child.pid, signal.SIGKILL)

        with pytest.raises(BuildInterrupted, match="berhenti di tengah jalan"):
            refresh(home, builder=fragile, project=tiny_project, progress=shoot)
        assert last_failure(home)["inputs"] is None, "the inputs are not to blame"
        again = refresh(home, builder=fragile, project=tiny_project, again=False)
        assert again and again == release.current(home), "the pipeline tries again by itself"


def test_an_audit_that_is_killed_is_an_interruption_and_one_without_an_order_ends(home):
    auditor = Auditor()
    auditor._child.kill()
    with pytest.raises(BuildInterrupted, match="sinyal 9"):
        auditor.audit(home.warehouse, home.root / "internal.duckdb", home.root / "public.duckdb")
    auditor.close()
    idle = Auditor()
    idle._child.communicate("")
    assert idle._child.returncode == 0, "as when its parent is gone"


def test_a_full_disk_is_said_before_anything_is_written(home, publish, monkeypatch):
    load(home, "oktober")
    usage = type("usage", (), {"free": 10})
    monkeypatch.setattr(refresh_module.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(DiskFull, match="Ruang disk kurang"):
        publish()
    assert not list(home.releases.glob(".candidate-*"))


def test_a_new_rule_is_a_new_release(home, publish):
    from warehouse.access import Viewer
    from warehouse.state import rules
    from warehouse.state.database import engine

    load(home, "oktober")
    publish()
    rules.save(
        engine(home),
        "judged_minimum",
        "12",
        rules.open_month(),
        Viewer("bkd", "BKD", "hr_province", None),
        "uji",
    )
    made = publish()
    with duckdb.connect(made.internal, read_only=True) as con:
        assert con.sql("select floor from fct_agency_month").fetchall() == [(12,)]
    assert json.loads((made.folder / "lineage.json").read_text())["fct_agency_month"]["stands_on"] == [
        "fct_appraisal",
        "raw.state_rules",
    ]
    with writer.writer(home) as con:
        assert con.sql("select count(*) from raw.state_persons").fetchone() == (3,)


def test_a_lost_warehouse_never_replaces_a_full_release_by_an_empty_one(home, publish):
    load(home, "oktober")
    full = publish()
    home.warehouse.unlink()
    with pytest.raises(WarehouseEmptied, match="siger rebuild"):
        publish()
    assert release.current(home) == full
