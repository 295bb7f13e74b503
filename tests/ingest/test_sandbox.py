"""Sandbox: whatever a file does to its reader, the caller gets a Reading or one sentence, and lives."""

import dataclasses
import os
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest import sandbox
from ingest.errors import REFUSALS, FileRefused, ReaderFailed
from ingest.readers.limits import MB, Limits

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"


def read(
    path: Path, work: Path, limits: Limits = sandbox.DEFAULT, name: str = "kiriman.xlsx"
) -> sandbox.Reading:
    work.mkdir(exist_ok=True)
    return sandbox.read(path, name, work, limits)


@pytest.mark.parametrize(
    "name, kind, encoding, delimiter, rows, columns",
    [
        ("a_rekap_kinerja_mei_2025.csv", "delimited", "utf-8-sig", ";", 11, 8),
        ("b_siasn_kinerja_periodik.json", "json", "utf-8", None, 3, 9),
        ("c_skm_dua_responden.xlsx", "xlsx", None, None, 9, 11),
        ("d_lapor_export.xlsx", "xlsx", None, None, 7, 26),
        ("e_pp46_2011.csv", "delimited", "utf-8", ",", 4, 12),
    ],
)
def test_specimens(tmp_path, name, kind, encoding, delimiter, rows, columns):
    reading = read(SPECIMENS / name, tmp_path / "work")
    [grid] = reading.grids
    assert (reading.kind, reading.encoding, reading.delimiter) == (kind, encoding, delimiter)
    assert (grid.rows, grid.columns) == (rows, columns)
    described = duckdb.sql(f"describe from '{grid.path}'").fetchall()
    assert [(column, type_) for column, type_, *_ in described] == [
        ("source_row", "INTEGER"),
        *((f"c{n}", "VARCHAR") for n in range(1, columns + 1)),
    ]


def test_cells_that_spreadsheets_would_change_stay(tmp_path):
    [grid] = read(SPECIMENS / "d_lapor_export.xlsx", tmp_path / "work").grids
    record = duckdb.sql(f"select c1, c8 from '{grid.path}' where source_row = 6").fetchone()
    assert record == ("1234568", "=2+3")


def test_a_refusal_names_the_file_the_fault_and_the_remedy(tmp_path):
    path = tmp_path / "content"
    path.write_bytes((SPECIMENS / "c_skm_dua_responden.xlsx").read_bytes()[:2000])
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", name="SKM [final].xlsx")
    assert caught.value.code == "damaged"
    assert str(caught.value) == (
        "Berkas “SKM [final].xlsx” rusak atau terpotong; unduh atau simpan ulang dari aplikasi asal lalu kirim lagi."
    )


def test_empty_file(tmp_path):
    path = tmp_path / "content"
    path.touch()
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work")
    assert caught.value.code == "empty"


def big_csv(path: Path, rows: int) -> Path:
    duckdb.sql(f"copy (select i as nomor, 'isi ' || i as teks from range({rows}) t(i)) to '{path}'")
    return path


def test_memory_limit_ends_the_child_only(tmp_path):
    path = tmp_path / "content"
    path.write_text("[" + ",".join(f'{{"k{n % 200}": "{n}"}}' for n in range(300_000)) + "]")
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), rows=10**9, memory_bytes=150 * MB))
    assert caught.value.code == "unsafe"


def test_cpu_limit_is_a_timeout(tmp_path):
    path = tmp_path / "content"
    path.write_text("a,b\n" + "1\n" * 9_000_000)  # ragged: the slow road
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), cpu_seconds=1))
    assert caught.value.code == "timeout"


def test_wall_limit_is_a_timeout(tmp_path):
    path = big_csv(tmp_path / "content", 1000)
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), wall_seconds=0.01))
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "code, expected", [(-11, "unsafe"), (-6, "unsafe"), (-9, "timeout"), (-24, "timeout"), (1, "damaged")]
)
def test_every_end_of_the_child_has_a_sentence(tmp_path, monkeypatch, code, expected):
    """The child is replaced by one that really ends this way."""
    end = f"import os; os.kill(os.getpid(), {-code})" if code < 0 else f"raise SystemExit({code})"
    child = tmp_path / "child.py"
    child.write_text(end)
    monkeypatch.setattr(sandbox, "CHILD", child)
    with pytest.raises(FileRefused) as caught:
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work")
    assert caught.value.code == expected
    assert caught.value.code in REFUSALS
    assert "kiriman.xlsx" in str(caught.value)


def test_full_disk_is_our_fault_not_the_files(tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("import sys; sys.exit(3)")
    monkeypatch.setattr(sandbox, "CHILD", child)
    with pytest.raises(ReaderFailed):
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work")


def test_the_child_gets_no_secret_and_no_network(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGER_DATABASE_URL", "postgresql://rahasia")
    child = tmp_path / "child.py"
    child.write_text(
        f"import sys, os, json; sys.path.insert(0, {str(sandbox.CHILD.parent)!r})\n"
        "import child, socket\n"
        "child.cut_off()\n"
        "names = [name for _, name in socket.if_nameindex()]\n"
        "open('seen.json', 'w').write(json.dumps([dict(os.environ), names]))\n"
        "sys.exit(3)"
    )
    monkeypatch.setattr(sandbox, "CHILD", child)
    with pytest.raises(ReaderFailed):
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work")
    seen = (tmp_path / "work" / "seen.json").read_text()
    assert "rahasia" not in seen
    if (
        os.geteuid() == 0
        and subprocess.run(["/usr/bin/env", "unshare", "--net", "true"], check=False).returncode == 0
    ):
        assert '["lo"]' in seen  # a namespace of its own


def test_the_child_starts_lean():
    """No pandas, no DuckDB for a workbook, nothing of the portal: a file costs a fraction of a second."""
    code = (
        f"import sys; sys.path.insert(0, {str(sandbox.CHILD.parent.parent)!r})\n"
        "import ingest.readers.workbook, ingest.readers.sniff\n"
        "print([m for m in ('pandas', 'duckdb', 'pyarrow', 'streamlit', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_hundred_thousand_rows_go_the_fast_road(tmp_path):
    path = big_csv(tmp_path / "content", 200_000)
    [grid] = read(path, tmp_path / "work").grids
    assert duckdb.sql(f"select count(*), min(source_row), max(source_row) from '{grid.path}'").fetchone() == (
        200_001,
        1,
        200_001,
    )
    assert duckdb.sql(f"select c2 from '{grid.path}' where source_row = 150002").fetchone() == ("isi 150000",)


@pytest.mark.parametrize(
    "name", ["a_rekap_kinerja_mei_2025.csv", "b_siasn_kinerja_periodik.json", "d_lapor_export.xlsx"]
)
def test_files_damaged_on_the_way_are_read_or_refused(tmp_path, name):
    """Bytes changed, lost and added at random places: a Reading or a refusal, never anything else."""
    chance = random.Random(name)
    for turn in range(6):
        content = bytearray((SPECIMENS / name).read_bytes())
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        path = tmp_path / f"content-{turn}"
        path.write_bytes(content)
        try:
            assert read(path, tmp_path / f"work-{turn}").grids
        except FileRefused as refusal:
            assert refusal.code in REFUSALS
