"""The verb `siger sources`: suggestions in words and JSON, saving, exit codes; a saved source loads the file."""

import json

import pytest
from click.testing import CliRunner

from ingest.intake import ingest
from ingest.source import parse
from ingest.sources_cli import sources
from tests.ingest.conftest import SPECIMENS
from tests.ingest.look_alikes import CASES, STRANGERS
from warehouse.settings import Settings


def run(home: Settings, *words: str):
    return CliRunner().invoke(sources, list(words), env={"SIGER_HOME": str(home.root)})


@pytest.fixture
def unknown(tmp_path):
    """A file no shipped source reads."""
    [case] = [case for case in CASES if case.name == "aduan.csv"]
    case.write(tmp_path / case.name)
    return tmp_path / case.name


def test_suggest_shows_each_guess_with_its_reason_and_the_yaml(home, unknown):
    done = run(home, "suggest", str(unknown))
    assert done.exit_code == 0, done.output
    line = next(line for line in done.stdout.splitlines() if line.startswith("columns.tracking_id"))
    assert "«No Tiket»" in line and "%" in line and line.rstrip().endswith(".")
    yaml = done.stdout[done.stdout.index("\nsource:") :]
    assert parse(yaml, "layar").dataset == "complaints"
    assert not home.root.exists() or not (home.root / "portal.sqlite").exists()


def test_json_is_all_there_is_on_standard_output(home, unknown):
    done = run(home, "suggest", str(unknown), "--json")
    [said] = map(json.loads, done.stdout.splitlines())
    assert (
        said["dataset"] == "complaints"
        and said["header_row"] == 1
        and said["certain"] is True
        and said["missing"] == []
    )
    assert parse(said["yaml"], "json").columns["status"].headings == ["Status Tindak Lanjut"]
    assert {"key", "value", "confidence", "reason"} == set(said["guesses"][0])


def test_saved_under_a_name_it_loads_the_file(home, unknown):
    done = run(home, "suggest", str(unknown), "--save", "--as", "aduan-kota")
    assert done.exit_code == 0 and "versi 1" in done.stderr
    [verdict] = ingest(home, unknown)
    assert (verdict.status, verdict.source, verdict.rows_loaded) == ("loaded", "aduan-kota", 12)
    assert run(home, "show", "aduan-kota").stdout == run(home, "export", "aduan-kota").stdout
    assert "aduan-kota\tcomplaints\tversi 1\taktif" in run(home, "list").stdout
    assert "aduan-kota" in run(home, "suggest", str(unknown)).stderr, "what reads the file already is said"


def test_a_taken_id_is_only_replaced_when_it_is_named(home, unknown):
    assert run(home, "suggest", str(unknown), "--save").exit_code == 0
    again = run(home, "suggest", str(unknown), "--save")
    assert again.exit_code == 2 and "--as" in again.stderr


def test_export_and_import_carry_a_source_to_another_home(home, unknown, tmp_path):
    run(home, "suggest", str(unknown), "--save", "--as", "aduan-kota")
    file = tmp_path / "aduan-kota.yml"
    file.write_text(run(home, "export", "aduan-kota").stdout, encoding="utf-8")
    other = Settings(home=tmp_path / "lain")
    assert run(other, "import", str(file)).exit_code == 0
    assert run(other, "show", "aduan-kota").stdout == file.read_text()
    file.write_text("source: x\n")
    broken = run(other, "import", str(file))
    assert broken.exit_code == 2 and "wajib" in broken.stderr


def test_what_is_none_of_ours_ends_with_two(home, tmp_path):
    STRANGERS["anggaran.csv"](tmp_path / "anggaran.csv")
    done = run(home, "suggest", str(tmp_path / "anggaran.csv"), "--json")
    assert done.exit_code == 2 and json.loads(done.stdout)["reason_code"] == "not_a_dataset"
    assert "anggaran" in done.stderr
    (tmp_path / "kosong.csv").touch()
    assert run(home, "suggest", str(tmp_path / "kosong.csv")).exit_code == 2
    assert run(home, "suggest", str(tmp_path / "tidak-ada.csv")).exit_code == 2
    assert run(home, "show", "tidak-ada").exit_code == 2


def test_a_sheet_may_be_named(home):
    done = run(home, "suggest", str(SPECIMENS / "d_lapor_export.xlsx"), "--sheet", "Laporan", "--json")
    assert json.loads(done.stdout)["source"]["sheet"] == "Laporan"
    absent = run(home, "suggest", str(SPECIMENS / "d_lapor_export.xlsx"), "--sheet", "Lain")
    assert absent.exit_code == 2 and "«Laporan»" in absent.stderr
