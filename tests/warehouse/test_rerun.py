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
from warehouse.release import current
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


def test_a_file_of_one_month_renews_that_month_alone(home, publish):
    for month in range(4, 10):
        load(home, f"bulan-{month}", people=9, month=month)
    publish()
    load(home, "susulan", people=2, month=9)
    # the file of May comes again and is one of April
    load(home, "bulan-5", people=8, predikat="sangat_baik", month=4)
    renewed, afresh = publish(), publish(afresh=True)
    assert renewed.facts["nodes"]["model.renewed"] == 2
    assert renewed.facts["fingerprints"] == afresh.facts["fingerprints"]
    assert not renewed.facts["warnings"]
    with duckdb.connect(renewed.internal, read_only=True) as con:
        counts = con.sql(
            "select extract(month from month), count(*) from fct_appraisal group by 1 order by 1"
        )
        assert counts.fetchall() == [(4, 17), (6, 9), (7, 9), (8, 9), (9, 11)]


def test_a_model_that_does_not_fall_into_its_slices_is_made_whole(home, publish, tmp_path):
    """Rows of a later month for what a file says of one month: the declaration is wrong, the release is right."""
    project = write_project(
        tmp_path / "astray",
        fct_appraisal="select *, agency_name as agency_code, true as is_official from {{ ref('stg_appraisals') }} "
        "union all by name select *, agency_name as agency_code, false as is_official "
        "from (select * replace (cast(month + interval 1 month as date) as month) from {{ ref('stg_appraisals') }})",
    )
    for month in range(4, 10):
        load(home, f"bulan-{month}", people=9, month=month)
    publish(project=project)
    load(home, "susulan", people=2, month=9)
    made, afresh = publish(project=project), publish(project=project, afresh=True)
    assert any("di luar bagian month" in line for line in made.facts["warnings"])
    assert made.facts["fingerprints"] == afresh.facts["fingerprints"]


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


def test_slices_are_of_columns_that_are_there(ours, province):
    """A model and all tables of which it reads slices have the column; a source falls into slices by its batches."""
    tables = {s.unique_id: s for s in ours.statements}
    sliced = [s for s in ours.statements if s.slice_by]
    assert len(sliced) >= 25
    with duckdb.connect(current(province.settings).internal, read_only=True) as con:
        for statement in sliced:
            parts = [tables[read] for read in statement.slice_of if read in tables]
            for part in (statement, *parts):
                schema, table = part.relation.split(".")[1:]
                con.execute(f'select "{statement.slice_by}" from "{schema}"."{table}" limit 0')
            assert statement.slice_of, statement.name
            assert parts or statement.slice_by == "batch_id", statement.name


def test_new_files_of_the_real_project_give_what_a_whole_build_gives(province, tmp_path):
    """Files of three datasets come again corrected, one with a month and one with its NIPs mistaken, one is deleted, one becomes a full export."""
    home = Settings(home=tmp_path / "home")
    shutil.copytree(province.settings.root, home.root)
    with duckdb.connect(home.warehouse) as con:

        def batch(dataset: str, nth: int) -> str:
            ((found,),) = con.execute(
                "select batch_id from raw.batches where dataset = ? and status = 'loaded' and government = 'pemprov-lampung' "
                "order by rows_loaded, batch_id offset ? limit 1",
                [dataset, nth],
            ).fetchall()
            return found

        def change(dataset: str, nth: int, how: str) -> None:
            con.execute(f"update raw.{dataset} set {how} where batch_id = ?", [batch(dataset, nth)])
            con.execute(
                "update raw.batches set received_at = received_at + interval 1 second where batch_id = ?",
                [batch(dataset, nth)],
            )

        change("appraisals", 0, "result_rating = 'di_bawah', predikat_delivered = null")
        change(
            "appraisals",
            3,
            "period_start = period_start - interval 1 month, period_end = last_day(period_end - interval 1 month)",
        )
        change("appraisals", 6, "nip = '1' || substr(nip, 1, 17)")
        change("surveys", 0, "u1 = 1")
        change("complaints", 0, "status = 'selesai'")
        change("achievements", 0, "realisation = realisation * 2")
        for dataset in ("appraisals", "achievements"):
            gone = batch(dataset, 5)
            con.execute(f"delete from raw.{dataset} where batch_id = ?", [gone])
            con.execute("delete from raw.batches where batch_id = ?", [gone])
        full = batch("appraisals", 8)
        con.execute("update raw.batches set is_full = true where batch_id = ?", [full])
    before = json.loads(next(home.releases.glob("2*/manifest.json")).read_text())
    taken_over, afresh = refresh(home), refresh(home, afresh=True)
    assert taken_over and afresh
    assert not any("dibangun ulang" in line for line in taken_over.facts["warnings"])
    assert taken_over.facts["nodes"]["model.kept"] > 20
    assert taken_over.facts["nodes"]["model.renewed"] > 20
    assert taken_over.facts["fingerprints"] == afresh.facts["fingerprints"]
    assert taken_over.facts["fingerprints"]["fct_appraisal"] != before["fingerprints"]["fct_appraisal"]
