"""Tables without headings: said to be such, mapped by place, told by their cells, every record accounted for."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from ingest import desk, intake, suggest
from ingest.archive import Note
from ingest.intake import ingest
from ingest.reject_file import reject_file
from ingest.source import SourceInvalid, parse
from tests.ingest.test_intake import file
from warehouse.access import Viewer
from warehouse.settings import Settings
from warehouse.writer import writer

ENGINEER = Viewer("data", "Data", "engineer")
NIP = "19850214201001290"
ROWS = [
    f"{NIP}1;Contoh Satu;Mei 2025;Baik",
    f"{NIP}2;Contoh Dua;Mei 2025;Sangat Baik",
    f"{NIP}3;Contoh Tiga;Mei 2025;Baik",
    f"{NIP}4;Contoh Empat;Mei 2025;Butuh Perbaikan",
    f"{NIP};Contoh Lima;Mei 2025;Baik",
]
YAML = """\
source: rekap-polos
title: Rekap tanpa judul kolom
dataset: appraisals
match: {headers: [A, B, C, D]}
header_row: none
columns: {nip: A, person_name: B, predikat_delivered: D}
period: {from: column, column: C}
"""


def count(settings: Settings, table: str) -> int:
    with writer(settings) as con:
        return con.execute(f"select count(*) from raw.{table}").fetchall()[0][0]


def test_what_cells_prove_is_proposed_with_the_reason_and_nothing_else(tmp_path):
    path = file(tmp_path, "polos.csv", *ROWS)
    [found] = suggest.suggest(path, path.name)
    said = {guess.key: guess for guess in found.guesses}
    assert found.source.header_row == "none" and found.header_row is None and not found.certain
    assert (
        said["header_row"].value == "none" and "baris pertama sudah berisi data" in said["header_row"].reason
    )
    assert {name: column.headings for name, column in found.source.columns.items()} == {
        "nip": ["A"],
        "predikat_delivered": ["D"],
    }
    assert said["columns.nip"].reason.startswith("NIP 18 digit pada 80 %")
    assert found.source.period and (found.source.period.from_, found.source.period.column) == ("column", "C")
    assert "tidak berjudul kolom" in found.sentence and "Kolom B tidak dipetakan" in found.sentence
    assert "4 baris dimuat dan 1 dikarantina" in found.sentence


@pytest.mark.parametrize(
    "lines, words",
    [
        ([f"{NIP}{n};Contoh {n};3/5/2025" for n in range(1, 6)], "NIP di kolom A, tanggal di kolom C"),
        ([f"{NIP}{n};Baik;Baik" for n in range(1, 6)], "kata predikat di kolom B, C"),
        (
            [f"{code};WILAYAH {code}" for code in range(1801, 1806)],
            "tidak berjudul kolom dan tidak memuat NIP",
        ),
    ],
    ids=["dates prove no dataset", "two columns of predikat", "no NIP"],
)
def test_what_cells_do_not_prove_is_left_to_a_person(lines, words, tmp_path):
    path = file(tmp_path, "polos.csv", *lines)
    with pytest.raises(suggest.NotADataset, match=re.escape(words)):
        suggest.suggest(path, path.name)


def test_two_columns_of_nip_are_named_and_none_is_taken(tmp_path):
    path = file(tmp_path, "polos.csv", *(f"{NIP}{n};{NIP}9;Baik;Mei 2025" for n in range(1, 6)))
    [found] = suggest.suggest(path, path.name)
    assert "nip" in found.missing and "NIP ada pada kolom A, B" in found.sentence
    assert list(found.source.columns) == ["predikat_delivered"]


def test_rows_are_accounted_for_without_a_header_row(home, tmp_path):
    """Title, blank, data, total: read = loaded + quarantined + not data, and the first record is a person."""
    path = file(tmp_path, "polos.csv", "REKAP KINERJA;;;", ";;;", *ROWS, "Jumlah;5;;")
    [waiting] = ingest(home, path)
    assert (waiting.status, waiting.reason_code) == ("no-source", "no_header")
    desk.save_source(home, ENGINEER, YAML)
    [verdict] = intake.retry(home)
    assert (verdict.source, verdict.status) == ("rekap-polos", "loaded")
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined) == (8, 4, 1)
    assert verdict.rows_not_data == 3
    assert verdict.rows_read == verdict.rows_loaded + verdict.rows_quarantined + verdict.rows_not_data
    with writer(home) as con:
        kinds = con.execute("select not_data from raw.batches where status = 'loaded'").fetchall()[0][0]
        first = con.execute("select min(source_row) from raw.appraisals").fetchall()[0][0]
    assert json.loads(str(kinds).replace("=", ":").replace("'", '"')) == {"blank": 1, "title": 1, "total": 1}
    assert first == 3


@pytest.mark.parametrize(
    "lines, why",
    [
        (["NIP;Nama;Periode;Predikat", *ROWS], "a row of headings came"),
        ([";".join([*row.split(";"), "x"]) for row in ROWS], "a column was added"),
        ([";".join(reversed(row.split(";"))) for row in ROWS], "the columns were turned round"),
        ([row.replace(";Baik", ";Bagus sekali") for row in ROWS[:1] * 3], "no cell reads as a predikat"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_changed_is_never_read_in_silence(lines, why, home, tmp_path):
    desk.save_source(home, ENGINEER, YAML)
    [verdict] = ingest(home, file(tmp_path, "polos.csv", *lines))
    assert verdict.source != "rekap-polos", why
    assert verdict.rows_loaded is None and verdict.status in ("no-source", "refused")


def test_a_damaged_first_record_is_a_fault_of_its_row(home, tmp_path):
    desk.save_source(home, ENGINEER, YAML)
    [verdict] = ingest(home, file(tmp_path, "polos.csv", *reversed(ROWS)))
    assert (verdict.status, verdict.rows_loaded, verdict.rows_quarantined) == ("loaded", 4, 1)


def test_a_workbook_is_mapped_by_letters_too(home, tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row.split(";"))
    book.save(tmp_path / "polos.xlsx")
    desk.save_source(home, ENGINEER, YAML)
    [verdict] = ingest(home, tmp_path / "polos.xlsx")
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined) == (5, 4, 1)


def test_the_reject_file_comes_back_mended(home, tmp_path):
    """It is headed by letters, so that our own columns beside it are known; the same source reads it."""
    desk.save_source(home, ENGINEER, YAML)
    [verdict] = ingest(home, file(tmp_path, "polos.csv", *ROWS))
    book = openpyxl.load_workbook(io.BytesIO(reject_file(home, verdict.sha256)))
    sheet = book.worksheets[1]
    assert [cell.value for cell in sheet[1]][:5] == ["A", "B", "C", "D", "Baris asal (Siger)"]
    assert sheet["A2"].value == NIP
    sheet["A2"] = f"{NIP}5"
    mended = Path(tmp_path / "balik.xlsx")
    book.save(mended)
    [again] = ingest(home, mended)
    assert (again.source, again.status, again.rows_loaded) == ("rekap-polos", "loaded", 1)
    assert count(home, "appraisals") == 5


def test_a_source_without_header_needs_a_column_that_tells_itself():
    with pytest.raises(SourceInvalid, match="dikenali dari isinya"):
        parse(
            YAML.replace("nip: A, person_name: B, predikat_delivered: D", "person_name: B, unit_name: D"), "x"
        )


def test_the_desk_shows_letters_and_no_person(home, tmp_path):
    path = file(tmp_path, "polos.csv", *ROWS, *(f"{NIP}{n};Sama Sekali;Mei 2025;Baik" for n in range(6, 10)))
    [table] = desk.look(home, path.name, path.read_bytes())
    assert table.is_headless and table.header_row is None
    assert [heading.label for heading in table.headings] == ["A", "B", "C", "D"]
    by = {heading.label: heading for heading in table.headings}
    assert by["D"].words == {"Baik": 7, "Sangat Baik": 1, "Butuh Perbaikan": 1}
    assert by["B"].words == {} and "Sama" not in repr(table) and NIP not in repr(table)
    [said] = desk.look(home, path.name, path.read_bytes(), {None: 1})
    assert said.header_row == 1 and not said.is_headless


def test_an_old_file_is_recognised_by_the_day_it_came(home, tmp_path):
    """Who was 76 when the file came reads as a person then, and does so in a rebuild years later."""
    desk.save_source(home, ENGINEER, YAML)
    path = file(tmp_path, "polos.csv", *(f"19480214197001100{n};Contoh {n};Mei 2024;Baik" for n in range(5)))
    note = Note(name=path.name, received_at=datetime(2024, 6, 3, 3, tzinfo=UTC))
    [verdict] = ingest(home, path, note=note)
    assert (verdict.source, verdict.rows_loaded) == ("rekap-polos", 5)
