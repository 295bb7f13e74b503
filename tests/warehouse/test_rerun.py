"""Rerun: what a later build takes over is what it would have made; nothing that changed is taken over."""

import json
import re
import shutil

import duckdb
import pytest

from tests.warehouse.tiny_home import load, write_project
from warehouse.compiled import LEDGER, Compiled
from warehouse.errors import BuildFailed
from warehouse.refresh import refresh
from warehouse.settings import Settings


def test_only_what_reads_something_new_runs_again(home, publish):
    load(home, "oktober")
    first = publish()
    load(home, "susulan", people=2)
    second = publish()
    assert "unit_test.pass" not in second.facts["nodes"]
    assert second.facts["nodes"]["model.success"] > 0
    # two more persons rated, the same month: the build's day and month come out as they were
    assert second.facts["nodes"]["model.kept"] >= 1
    assert second.facts["fingerprints"]["pub_build"] == first.facts["fingerprints"]["pub_build"]
    with duckdb.connect(second.public, read_only=True) as con:
        assert con.sql("select rated from pub_agency_month").fetchall() == [(5,)]


def test_a_release_taken_over_equals_one_made_from_nothing(home, publish):
    load(home, "oktober")
    publish()
    load(home, "susulan", people=2)
    taken_over, afresh = publish(), publish(afresh=True)
    assert afresh.release_id != taken_over.release_id
    assert afresh.facts["nodes"].get("model.kept", 0) == 0
    assert afresh.facts["fingerprints"] == taken_over.facts["fingerprints"]


def test_a_statement_that_fails_is_judged_by_dbt(home, publish):
    load(home, "oktober")
    good = publish()
    kept = json.loads((home.root / "dbt" / "compiled.json").read_text())
    for statement in kept["statements"]:
        if statement["name"] == "fct_agency_month":
            statement["sql"] = "select * from nowhere"
    (home.root / "dbt" / "compiled.json").write_text(json.dumps(kept))
    load(home, "susulan", people=2)
    made = publish()
    assert made.release_id > good.release_id
    assert any("dibangun ulang seluruhnya" in line for line in made.facts["warnings"])


def test_a_test_of_a_table_that_changed_is_not_taken_over(home, publish):
    load(home, "oktober")
    publish()
    load(home, "salah", predikat="entah")
    with pytest.raises(BuildFailed, match="accepted_values"):
        publish()


def test_a_changed_project_is_built_by_dbt(home, publish, tmp_path):
    load(home, "oktober")
    publish()
    changed = write_project(
        tmp_path / "changed", pub_agency_month="select agency_code, month, rated + 1 as rated from {{ ref('fct_agency_month') }}"
    )  # fmt: skip
    made = publish(project=changed)
    assert "model.kept" not in made.facts["nodes"]
    with duckdb.connect(made.public, read_only=True) as con:
        assert con.sql("select rated from pub_agency_month").fetchall() == [(4,)]


@pytest.fixture(scope="module")
def ours(province) -> Compiled:
    """The real project as the province's build compiled it."""
    root = province.settings.root
    made = json.loads(next((root / "releases").glob("2*/manifest.json")).read_text())
    compiled = Compiled.load(str(root / "dbt"), made["inputs"]["project"])
    assert compiled is not None
    return compiled


def test_every_relation_in_a_statement_is_one_it_says_it_reads(ours):
    """What dbt does not know as a read could change unseen."""
    relations = {s.relation: s.unique_id for s in ours.statements if s.kind != "test"}
    relations |= {f"warehouse.raw.{table}": key for key, table in ours.sources.items()}
    named = {".".join(f'"{part}"' for part in name.split(".")): key for name, key in relations.items()}
    for statement in ours.statements:
        reads = {key for key in statement.reads if not key.startswith(LEDGER)}
        mentioned = {key for text, key in named.items() if text in statement.sql}
        by_batch = {"model.siger.stg_batches"} if len(reads) < len(statement.reads) else set[str]()
        assert mentioned - by_batch <= reads, statement.name


def test_who_reads_the_ledger_of_a_dataset_joins_it_by_batch(ours):
    found = [s for s in ours.statements if s.kind == "model" and any(r.startswith(LEDGER) for r in s.reads)]
    assert len(found) >= 10
    for statement in found:
        assert re.search(
            r"(batches|printed)\.batch_id = |= (batches|printed)\.batch_id|using \(batch_id\)", statement.sql
        ), statement.name


def test_a_new_file_of_the_real_project_gives_what_a_whole_build_gives(province, tmp_path):
    """One file of each of three datasets comes again, corrected; some 80 of 100 models are taken over."""
    home = Settings(home=tmp_path / "home")
    shutil.copytree(province.settings.root, home.root)
    with duckdb.connect(home.warehouse) as con:
        for table, change in (
            ("appraisals", "result_rating = 'di_bawah', predikat_delivered = null"),
            ("surveys", "u1 = 1"),
            ("complaints", "status = 'selesai'"),
        ):
            ((batch,),) = con.execute(f"select min(batch_id) from raw.{table}").fetchall()
            con.execute(f"update raw.{table} set {change} where batch_id = ?", [batch])
            con.execute("update raw.batches set received_at = received_at + interval 1 second where batch_id = ?", [batch])  # fmt: skip
    before = json.loads(next(home.releases.glob("2*/manifest.json")).read_text())
    taken_over, afresh = refresh(home), refresh(home, afresh=True)
    assert taken_over and afresh
    assert taken_over.facts["nodes"]["model.kept"] > 20
    assert taken_over.facts["fingerprints"] == afresh.facts["fingerprints"]
    assert taken_over.facts["fingerprints"]["fct_appraisal"] != before["fingerprints"]["fct_appraisal"]
