"""The verb `siger ingest`: exit codes, JSON on standard output only, sentences elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import ingest
from tests.ingest.conftest import SPECIMENS
from warehouse.settings import PROJECT, Settings
from warehouse.writer import lock

RECAP = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
FIELDS = [
    "file", "sha256", "sheet", "dataset", "source", "source_version", "status", "rows_read", "rows_loaded", "rows_quarantined",
    "rows_not_data", "reason", "reason_code", "received_at",
]  # fmt: skip


def run(home: Settings, *words: str):
    return CliRunner().invoke(ingest, list(words), env={"SIGER_HOME": str(home.root)})


def test_json_has_exactly_the_fields_of_the_contract(home):
    done = run(home, str(RECAP), "--json")
    [line] = done.stdout.splitlines()
    said = json.loads(line)
    assert list(said) == FIELDS and done.exit_code == 0
    assert said["rows_read"] == said["rows_loaded"] + said["rows_quarantined"] + said["rows_not_data"]
    assert said["received_at"].endswith("Z")


def test_exit_codes(home, tmp_path):
    assert run(home, str(RECAP)).exit_code == 0
    assert run(home, str(RECAP)).exit_code == 0, "a duplicate is done"
    foreign = tmp_path / "asing.csv"
    foreign.write_text("first,last\nJohn,Doe\n")
    assert run(home, str(foreign), str(RECAP)).exit_code == 2
    assert run(home, str(tmp_path / "tidak-ada.csv")).exit_code == 2


def test_words_go_to_standard_error_and_nothing_else_to_standard_output(home):
    done = run(home, str(RECAP))
    assert done.stdout == "" and "1 ditolak: NIP rusak oleh Excel (1)" in done.stderr
    assert run(home, "tidak-ada.csv", "--json").stdout == ""


def test_a_folder_is_taken_in_whole_and_only_what_is_meant(home, tmp_path):
    (tmp_path / "dinkes").mkdir()
    (tmp_path / "dinkes" / "rekap.csv").write_bytes(RECAP.read_bytes())
    (tmp_path / ".rahasia.csv").write_text("x")
    (tmp_path / "x.part").write_text("x")
    done = run(home, str(tmp_path / "dinkes"), str(tmp_path), "--json")
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["loaded", "duplicate"]


def test_dry_run_keeps_nothing(home):
    done = run(home, str(RECAP), "--dry-run", "--json")
    assert json.loads(done.stdout)["rows_loaded"] == 2
    assert not home.root.exists()


def test_dry_run_over_a_used_home_changes_no_byte_and_no_time_of_it(home, tmp_path):
    run(home, str(RECAP))
    other = tmp_path / "lain.csv"
    other.write_bytes(RECAP.read_bytes().replace(b"MEI", b"JUNI"))

    def seen() -> dict[str, tuple[bytes, int]]:
        files = sorted(path for path in home.root.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = seen()
    folder = tmp_path / "kiriman"
    folder.mkdir()
    (folder / "a.csv").write_bytes(RECAP.read_bytes())
    (folder / "b.csv").write_bytes(other.read_bytes())
    done = run(home, str(folder), "--dry-run", "--json")
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["duplicate", "loaded"]
    assert seen() == before
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "b.csv"]


def test_busy_warehouse_is_named_and_our_fault(home, monkeypatch):
    monkeypatch.setattr("ingest.ledger.writer", lambda settings: _impatient(settings))
    with lock(home, command="siger build"):
        done = run(home, str(RECAP))
    assert done.exit_code == 1 and "siger build" in done.stderr


def _impatient(settings: Settings):
    from warehouse.writer import writer

    return writer(settings, wait=0.1)


def test_unknown_setting_is_our_users_fault_in_a_sentence(home):
    done = CliRunner().invoke(ingest, [str(RECAP)], env={"SIGER_HOME": str(home.root), "SIGER_HOEM": "x"})
    assert done.exit_code == 1 and "SIGER_HOEM" in done.stderr


def test_help_has_an_example():
    done = subprocess.run(
        [sys.executable, "-c", "from ingest.cli import ingest; ingest()", "--help"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "siger ingest ekspor/ --json" in done.stdout


@pytest.mark.parametrize("name", ["a_rekap_kinerja_mei_2025.csv"])
def test_sender_is_noted_with_the_file(home, name):
    run(home, str(SPECIMENS / name), "--sender", "dinkes")
    notes = list(Path(home.archive).glob("*/receipt-*.json"))
    assert json.loads(notes[0].read_text())["sender"] == "dinkes"
