"""The command: exit codes, one JSON document on standard output, sentences on standard error."""

import json
import subprocess
import sys
import time
from datetime import date

import duckdb
import pytest
from click.testing import CliRunner

import siger
from tests.warehouse.tiny_home import load
from warehouse.errors import NotGranted
from warehouse.provenance import ReleaseReader, trace


@pytest.fixture
def command(home, monkeypatch):
    """Runs `siger words…` on the tiny home in this process."""
    monkeypatch.setenv("SIGER_HOME", str(home.root))
    return lambda *words: CliRunner().invoke(siger.main, list(words))


def test_help_answers_at_once_and_names_every_verb():
    started = time.process_time()
    done = subprocess.run(
        [sys.executable, siger.__file__, "--help"], capture_output=True, text=True, check=True
    )
    assert time.process_time() - started < 0.5
    assert all(verb in done.stdout for verb in siger.VERBS)
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", siger.__file__, "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert not any(heavy in loaded for heavy in ("duckdb", "dbt", "streamlit", "sqlalchemy", "pydantic"))


@pytest.mark.parametrize(
    "verb",
    [
        "build",
        "release rollback",
        "release verify",
        "status",
        "trace",
        "pipeline",
        "up",
        "doctor",
        "ingest",
        "rebuild",
        "backup",
        "restore",
        "release diff",
    ],
)
def test_help_of_a_verb_teaches_by_an_example(command, verb):
    done = command(*verb.split(), "--help")
    assert done.exit_code == 0
    assert "siger" in done.stdout.partition("xample:")[2], done.stdout


def test_before_the_first_release(command):
    assert json.loads(command("status", "--json").stdout)["release_id"] is None
    assert json.loads(command("release", "list", "--json").stdout) == []
    for words in (
        ("release", "show"),
        ("release", "rollback"),
        ("trace", "fct_appraisal", "nip=1"),
        ("build",),
    ):
        done = command(*words)
        assert done.exit_code == 1 and "siger" in done.stderr and "Traceback" not in done.stderr, words


def test_a_misspelt_setting_is_named(command, monkeypatch):
    monkeypatch.setenv("SIGER_PORTALPORT", "1")
    done = command("status")
    assert done.exit_code == 1 and "SIGER_PORTALPORT" in done.stderr
    monkeypatch.delenv("SIGER_PORTALPORT")
    monkeypatch.setenv("SIGER_PORTAL_PORT", "banyak")
    done = command("status")
    assert done.exit_code == 1 and "SIGER_PORTAL_PORT" in done.stderr and "Traceback" not in done.stderr


def test_verify_reads_what_was_taken_over_too(home, publish, command):
    load(home, "oktober")
    publish()
    load(home, "susulan", people=2)
    made = publish()
    assert command("release", "verify").exit_code == 0
    with duckdb.connect(made.internal) as con:
        con.execute("update dim_build set as_of = date '2020-01-01'")
    told = command("release", "verify", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["differences"] == [
        "internal.duckdb: isi berkas berubah sejak diterbitkan.",
        "dim_build: isi tabel tidak sama dengan manifes.",
    ]


def test_release_verbs_and_status_on_a_published_home(home, publish, command):
    load(home, "oktober")
    first = publish()
    load(home, "susulan", people=2)
    second = publish()
    shown = json.loads(command("release", "show", "--json").stdout)
    assert shown["release_id"] == second.release_id and shown["counts"]["fct_appraisal"] == 5
    assert set(shown) >= {
        "label",
        "built_at",
        "data_month",
        "internal",
        "public",
        "manifest",
        "fingerprints",
        "seconds",
    }
    back = json.loads(command("release", "rollback", "--hold", "--json").stdout)
    assert back["release_id"] == first.release_id
    (home.inbox / "dinkes").mkdir()
    (home.inbox / "dinkes" / "baru.csv").write_text("a;b")
    (home.inbox / "setengah.csv.part").write_text("a")
    now = json.loads(command("status", "--json").stdout)
    assert (now["release_id"], now["held"], now["pipeline"], now["waiting"]) == (
        first.release_id,
        True,
        "down",
        ["dinkes/baru.csv"],
    )
    listed = json.loads(command("release", "list", "--json").stdout)
    assert [(one["label"], one["current"]) for one in listed] == [("2026-10.2", False), ("2026-10.1", True)]
    assert command("release", "resume").exit_code == 0
    assert "2026-10.2" in command("status").stdout


def test_a_figure_leads_back_to_file_sheet_and_row(home, publish, command):
    load(home, "oktober")
    load(home, "susulan", people=2)
    made = publish()
    with ReleaseReader(made) as reader:
        figure = trace(reader, "fct_agency_month", {"agency_code": "dinkes", "month": date(2026, 10, 1)})
        row = trace(reader, "fct_appraisal", {"batch_id": "susulan", "source_row": 3})
        with pytest.raises(NotGranted):
            trace(reader, "fct_appraisal; drop table x", {"n": 1})
        with pytest.raises(NotGranted):
            trace(reader, "fct_unknown", {"n": 1})
    (appraised,) = [part for part in figure.contributions if part.mart == "fct_appraisal"]
    assert appraised.count == figure.found[0]["rated"] == 5
    assert {
        (file.file_name, file.sheet, file.rows, file.first_row, file.last_row) for file in appraised.files
    } == {
        ("oktober.csv", "Lembar1", 3, 2, 4),
        ("susulan.csv", "Lembar1", 2, 2, 3),
    }
    assert figure.path == "models/marts/fct_agency_month.sql"
    assert figure.upstream == ["fct_appraisal", "raw.state_rules", "stg_appraisals", "raw.appraisals"]
    assert [(place.file_name, place.source_row) for part in row.contributions for place in part.rows] == [
        ("susulan.csv", 3)
    ]
    assert set(row.tests.values()) == {"pass"} and len(row.tests) == 2
    said = command("trace", "fct_appraisal", "batch_id=susulan", "source_row=3")
    assert "susulan.csv [Lembar1]" in said.stdout and "19860926" not in said.stdout
    assert (
        json.loads(command("trace", "fct_agency_month", "agency_code=dinkes", "--json").stdout)["label"]
        == "2026-10.1"
    )


def test_doctor_names_the_fault_and_its_remedy(home, publish, command, monkeypatch):
    load(home, "oktober")
    publish()
    done = command("doctor")
    assert done.exit_code == 0, done.stdout
    home.pointer.write_text("../x")
    done = command("doctor")
    assert done.exit_code == 1 and "SALAH  rilis" in done.stdout and "siger release resume" in done.stdout
    assert command("release", "resume").exit_code == 0
    assert command("doctor").exit_code == 0


def test_diff_and_show_say_what_a_release_is_made_of(command, home, publish):
    load(home, "oktober")
    first = publish()
    load(home, "susulan", people=2)
    second = publish()
    found = json.loads(command("release", "diff", first.label, "current", "--json").stdout)
    assert (found["before"], found["after"], found["inputs"]) == (
        first.release_id,
        second.release_id,
        ["ledger"],
    )
    changed = {table["table"]: table for table in found["tables"]}
    assert changed["fct_appraisal"] == {
        "table": "fct_appraisal",
        "how": "changed",
        "rows_before": 3,
        "rows_after": 5,
    }
    assert "pub_build" not in changed and found["equal"] == len(second.facts["counts"]) - len(changed)
    assert "3 → 5 baris" in command("release", "diff", first.label).stdout
    shown = json.loads(command("release", "show", "--json").stdout)
    assert shown["tests"] and shown["versions"]["duckdb"] and shown["deliveries"]["appraisals"]["rows"] == 5
    assert "uji: 2 dari 2 lulus" in command("release", "show").stdout
    listed = json.loads(command("release", "list", "--json").stdout)
    assert [one["kept_as"] for one in listed] == ["newest", "newest"]
    assert json.loads(command("status", "--json").stdout)["disk"]["kept"] == 2
