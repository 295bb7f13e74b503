"""Quirks: what exports of agencies do to their tables, through the whole intake; docs/quirks.md names the test of each."""

import datetime as dt
import json
from pathlib import Path

import pytest
import xlsxwriter

from ingest.archive import Note
from ingest.intake import ingest
from ingest.source import SourceInvalid, parse
from ingest.source_text import dump
from ingest.verdict import Verdict
from tests.ingest.test_intake import DELIVERY, HEADER, ROW, file, query

TITLES = ("REKAPITULASI PENILAIAN KINERJA", "DINAS KESEHATAN PROVINSI LAMPUNG", "PERIODE : MEI 2025")
NIP = "198502142010012901"


def counts(verdict: Verdict) -> tuple[str, int | None, int | None, int | None, int | None]:
    return (
        verdict.status,
        verdict.rows_read,
        verdict.rows_loaded,
        verdict.rows_quarantined,
        verdict.rows_not_data,
    )


def workbook(path: Path, *rows: list, fill=None, **options: object) -> Path:
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Rekap")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(
                        r,
                        c,
                        dt.datetime.combine(cell, dt.time()),
                        book.add_format({"num_format": "dd/mm/yyyy"}),
                    )
                elif cell is not None:
                    sheet.write(r, c, cell)
        if fill:
            fill(book, sheet)
    return path


def rekap(*rows: list) -> list[list]:
    return [[title] for title in TITLES] + [HEADER.split(";"), *rows]


# --- the file -------------------------------------------------------------------------------------


def test_a_list_without_header_is_said_and_its_first_record_stays_data(home, tmp_path):
    [with_nip] = ingest(
        home, file(tmp_path, "a.csv", f"{NIP},Contoh Satu,Baik", f"{NIP[:-1]}2,Contoh Dua,Baik")
    )
    assert (with_nip.status, with_nip.reason_code) == ("no-source", "no_header")
    assert "tidak berjudul kolom" in with_nip.reason and "baris judul kolom" in with_nip.reason
    [codes] = ingest(
        home, file(tmp_path, "b.csv", "1801,LAMPUNG BARAT", "1802,TANGGAMUS", "1803,LAMPUNG SELATAN")
    )
    assert (codes.status, codes.reason_code) == ("refused", "not_a_dataset")
    assert "tidak berjudul kolom" in codes.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_dialects_and_encodings_give_the_same_rows(home, tmp_path, encoding, delimiter):
    text = "\r\n".join([*TITLES, HEADER, ROW.replace("Contoh Satu", "Contoh Renée")]).replace(";", delimiter)
    path = tmp_path / "rekap.csv"
    path.write_bytes(text.encode(encoding))
    [verdict] = ingest(home, path)
    assert counts(verdict) == ("loaded", 5, 1, 0, 4)
    assert query(home, "select person_name, source_row from raw.appraisals") == [("Contoh Renée", 5)]
    assert ("cp1252" in verdict.reason) == (encoding == "cp1252")  # said, for it is a guess


def test_excel_says_its_delimiter_and_that_is_no_record(home, tmp_path):
    [verdict] = ingest(home, file(tmp_path, "rekap.csv", "sep=;", *TITLES, HEADER, ROW))
    assert counts(verdict) == ("loaded", 5, 1, 0, 4)


# --- the table ------------------------------------------------------------------------------------


def test_header_of_three_merged_levels(home, tmp_path):
    """PEGAWAI over NIP and Nama, PENILAIAN over RATING over two columns: joined, found by their last level."""
    head = [
        ["NO", "PEGAWAI", None, "JABATAN", "PENILAIAN", None, None],
        [None, "NIP", "NAMA PEGAWAI", None, "RATING", None, "PREDIKAT KINERJA"],
        [None, None, None, None, "RATING HASIL KERJA", "RATING PERILAKU KERJA", None],
        [1, 2, 3, 4, 5, 6, 7],
        [1, NIP, "Contoh", "Perawat", "Sesuai", "Sesuai", "Baik"],
    ]

    def merge(book, sheet):
        for first, last, left, right in (
            (3, 5, 0, 0),
            (3, 3, 1, 2),
            (3, 5, 3, 3),
            (3, 3, 4, 6),
            (4, 4, 4, 5),
            (4, 5, 6, 6),
            (4, 5, 1, 1),
            (4, 5, 2, 2),
        ):
            sheet.merge_range(first, left, last, right, head[first - 3][left])  # fmt: skip

    [verdict] = ingest(
        home, workbook(tmp_path / "rekap.xlsx", *[[title] for title in TITLES], *head, fill=merge)
    )
    assert counts(verdict) == ("loaded", 8, 1, 0, 7)
    assert query(
        home, "select nip, result_rating, behaviour_rating, predikat_delivered from raw.appraisals"
    ) == [(NIP, "sesuai", "sesuai", "baik")]


def test_column_numbers_sections_totals_and_signature_are_no_data(home, tmp_path):
    other = ROW.replace(NIP, "199009132025212903")
    lines = [
        *TITLES, HEADER, "(1);(2);(3);(4);(5);(6);(7)", "BIDANG PELAYANAN", ROW, "Jumlah;;;;;;1", "BIDANG UMUM", other, "Rata-rata;;;;;;1",
        "Mengetahui,", "Kepala Dinas", "dr. CONTOH", "NIP. 197203031998031902",
    ]  # fmt: skip
    [verdict] = ingest(home, file(tmp_path, "rekap.csv", *lines))
    assert counts(verdict) == ("loaded", 15, 2, 0, 13)
    assert query(home, "select source_row from raw.appraisals order by 1") == [(7,), (10,)]


def test_numbering_that_starts_again_is_another_group_of_respondents(home, tmp_path):
    """`No` is no key: the second respondent 1 is somebody else, and a gap is none missing."""
    head = "No. Res;" + ";".join(f"U{n}" for n in range(1, 10))
    answers = [f"{number}" + ";3" * 9 for number in (1, 2, 4, 1, 2, 1)]
    titles = (
        "PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT",
        "UNIT PELAYANAN : UPTD X",
        "PERIODE : SEMESTER I 2025",
    )
    [verdict] = ingest(home, file(tmp_path, "skm.csv", *titles, head, *answers))
    assert counts(verdict) == ("loaded", 10, 6, 0, 4)
    assert query(home, "select respondent_id, warnings from raw.surveys order by source_row") == [
        ("1", "agency_unknown"), ("2", "agency_unknown"), ("4", "agency_unknown"),
        ("2-1", "agency_unknown"), ("2-2", "agency_unknown"), ("3-1", "agency_unknown"),
    ]  # fmt: skip


def test_a_number_that_returns_out_of_turn_is_the_same_respondent(home, tmp_path):
    head = "No. Res;" + ";".join(f"U{n}" for n in range(1, 10))
    answers = [f"{number}" + ";3" * 9 for number in (1, 2, 3, 2)]
    ingest(
        home,
        file(
            tmp_path,
            "skm.csv",
            "PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT",
            "UNIT PELAYANAN : UPTD X",
            "PERIODE : SEMESTER I 2025",
            head,
            *answers,
        ),
    )
    assert query(home, "select respondent_id from raw.surveys where warnings like '%superseded%'") == [("2",)]


def test_a_code_list_beside_the_data_and_drawings_are_left_alone(home, tmp_path):
    """Rows that only the list beside has are no data of the table."""
    beside = [["", "Kode", "Arti"], ["", "1", "Di atas"], ["", "2", "Sesuai"], ["", "3", "Di bawah"]]
    rows = rekap(ROW.split(";"), [], [])
    for row, cells in zip(rows[3:], beside, strict=True):
        row += [""] * (7 - len(row)) + cells

    def draw(book, sheet):
        sheet.insert_textbox("B9", "PENILAIAN KINERJA 2024")

    [verdict] = ingest(home, workbook(tmp_path / "rekap.xlsx", *rows, fill=draw))
    assert counts(verdict) == ("loaded", 7, 1, 0, 6)


def test_hidden_rows_are_data_and_said(home, tmp_path):
    rows = rekap(ROW.split(";"), ROW.replace(NIP, "199009132025212903").split(";"))
    [verdict] = ingest(
        home,
        workbook(
            tmp_path / "rekap.xlsx",
            *rows,
            fill=lambda book, sheet: sheet.set_row(4, None, None, {"hidden": True}),
        ),
    )
    assert verdict.rows_loaded == 2 and "1 baris tersembunyi" in verdict.reason


@pytest.mark.parametrize("heading", ["NIP ", "N I P", " nip", "NIP\nPegawai", "1. NIP", "NIP."])
def test_headings_are_compared_without_dress(home, tmp_path, heading):
    cells = ROW.split(";")
    rows = rekap(cells)
    rows[3] = [heading, *HEADER.upper().replace("KERJA", "  Kerja ").split(";")[1:]]
    [verdict] = ingest(home, workbook(tmp_path / "rekap.xlsx", *rows))
    expected = "no_source" if heading == "NIP\nPegawai" else None
    assert verdict.reason_code == expected, verdict.reason


def test_empty_columns_between_and_a_heading_twice(home, tmp_path):
    rows = rekap(ROW.split(";"))
    spread = [[cell for value in row for cell in (value, None)] for row in rows]
    [verdict] = ingest(home, workbook(tmp_path / "rekap.xlsx", *spread))
    assert verdict.rows_loaded == 1
    twice = [[*row, row[0] if n < 3 else ("NIP" if n == 3 else NIP)] for n, row in enumerate(rows)]
    [refused] = ingest(home, workbook(tmp_path / "dua.xlsx", *twice))
    assert (refused.status, refused.reason_code) == (
        "refused",
        "ambiguous_header",
    ) and "2 kali" in refused.reason


# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (f"'{NIP}", "loaded"), ("19850214 201001 2 901", "loaded"), (f"\u00a0{NIP}\u00a0", "loaded"), (f"NIP. {NIP}", "loaded"), (f"{NIP}.0", "loaded"),
        ("198502142010012000", "nip_truncated"), (1.98502142010013e17, "nip_scientific"), ("1,98502E+17", "nip_scientific"), ("#REF!", "nip_missing"),
        ("-", "nip_missing"), ("0", "nip_missing"), (NIP[:-1], "nip_invalid"), (NIP + "00", "nip_invalid"),
    ],
)  # fmt: skip
def test_nip_in_every_dress(home, tmp_path, written, status):
    row = [written, *ROW.split(";")[1:]]
    ingest(home, workbook(tmp_path / "rekap.xlsx", *rekap(row), strings_to_numbers=False))
    loaded = query(home, "select nip, warnings from raw.appraisals")
    if status in ("loaded", "nip_truncated"):
        assert len(loaded) == 1 and (loaded[0][1] or None) == (None if status == "loaded" else status)
    else:
        assert loaded == [] and query(home, "select reason_code from raw.quarantine") == [(status,)]


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_of_a_workbook_whatever_its_epoch(home, tmp_path, epoch_1904):
    """A date cell, a bare serial and a text are the same day; the serial counts from the workbook's epoch."""
    serial = (dt.date(2025, 2, 3) - (dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30))).days
    days = [
        dt.date(2025, 2, 3),
        serial,
        str(serial),
        "3 Februari 2025",
        "03/02/2025",
        "3-Peb-25",
        "2025-02-03 08:15:00",
    ]
    rows = [
        ["NIP", "Nama", "Nama Diklat", "Tgl Mulai", "Jumlah JP"],
        *[[NIP, "Contoh", f"Diklat {n}", day, "8 JP"] for n, day in enumerate(days)],
    ]
    ingest(
        home,
        workbook(tmp_path / "x.xlsx", ["REKAPITULASI PENGEMBANGAN KOMPETENSI"], *rows, date_1904=epoch_1904),
    )
    assert query(home, "select distinct started_on::varchar from raw.trainings") == [("2025-02-03",)]
    assert query(home, "select count(*), sum(hours) from raw.trainings") == [(len(days), 8 * len(days))]


def test_a_range_in_a_cell_is_a_start_and_an_end(home, tmp_path):
    spans = {
        "28 - 29 April 2024": ("2024-04-28", "2024-04-29"), "28 April - 2 Mei 2024": ("2024-04-28", "2024-05-02"),
        "28 April 2024 s.d. 2 Mei 2024": ("2024-04-28", "2024-05-02"), "30/12/2024 s/d 02/01/2025": ("2024-12-30", "2025-01-02"),
        "28 s.d 30 April 2024": ("2024-04-28", "2024-04-30"), "3 Mei 2025": ("2025-05-03", "2025-05-03"),
        "30 Desember 2024 sampai dengan 2 Januari 2025": ("2024-12-30", "2025-01-02"), "2025-05-03": ("2025-05-03", "2025-05-03"),
    }  # fmt: skip
    rows = [
        ["NIP", "Nama", "Nama Diklat", "Tgl Mulai", "Tgl Selesai", "Jumlah JP"],
        *[[NIP, "Contoh", span, span, span, 8] for span in spans],
    ]
    [verdict] = ingest(home, workbook(tmp_path / "x.xlsx", ["REKAPITULASI PENGEMBANGAN KOMPETENSI"], *rows))
    assert verdict.rows_quarantined == 0, verdict.reason
    found = query(home, "select course, started_on::varchar, ended_on::varchar from raw.trainings")
    assert {course: (start, end) for course, start, end in found} == spans


def test_a_birth_date_in_the_date_of_filling_is_flagged_and_not_repaired(home, tmp_path):
    head = "Tanggal;No. Res;" + ";".join(f"U{n}" for n in range(1, 10))
    days = ("12/03/1985", "12/03/2025", "12/03/2099", "")
    answers = [f"{day};{n}" + ";3" * 9 for n, day in enumerate(days, 1)]
    titles = (
        "PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT",
        "UNIT PELAYANAN : UPTD X",
        "PERIODE : SEMESTER I 2025",
    )
    ingest(home, file(tmp_path, "skm.csv", *titles, head, *answers))
    found = query(
        home,
        "select responded_on::varchar, warnings like '%date_implausible%' from raw.surveys order by source_row",
    )
    assert found == [("1985-03-12", True), ("2025-03-12", False), ("2099-03-12", True), (None, False)]


def test_a_recap_of_a_survey_is_no_survey(home, tmp_path):
    path = file(
        tmp_path,
        "rekap ikm.csv",
        "REKAPITULASI IKM",
        "No;Unit Pelayanan;Jumlah Responden;IKM;Mutu",
        "1;UPTD X;120;88,31;A",
    )
    [verdict] = ingest(home, path)
    assert verdict.status in ("refused", "no-source") and verdict.rows_loaded is None


def test_a_period_that_nothing_states_may_be_stated_at_upload(home, tmp_path):
    path = file(tmp_path, "rekap.csv", TITLES[0], TITLES[1], HEADER, ROW)
    assert ingest(home, path)[0].reason_code == "period_missing"
    [verdict] = ingest(home, path, note=Note(name="rekap.csv", period="Mei 2025"))
    assert verdict.status == "loaded"


@pytest.mark.parametrize("cell", ["=2+3", "+62", "-1", "@SUM(A1)", "\tx", "'=1"])
def test_what_looks_like_a_formula_is_text(home, tmp_path, cell):
    [verdict] = ingest(
        home,
        workbook(
            tmp_path / "x.xlsx", *rekap([NIP, "Contoh", cell, *ROW.split(";")[3:]]), strings_to_formulas=False
        ),
    )
    assert verdict.rows_loaded == 1
    assert query(home, "select position_name from raw.appraisals") == [(cell.strip(),)]


def test_nested_json_in_a_cell(home, tmp_path, monkeypatch):
    """An object, a list of objects, JSON written as text once more; another shape keeps its row outside, with a reason."""
    made = parse(
        "source: skm-json\ntitle: X\ndataset: surveys\nmatch: {headers: [id, isi, tanggal]}\n"
        "constants: {agency_name: Dinas Kesehatan}\nsurvey: {scale_max: 4, element_count: 3}\n"
        "columns:\n  respondent_id: ID\n  responded_on: Tanggal\n  u1: {heading: Isi, json: jawaban.u1}\n"
        '  u2: {heading: Isi, json: "daftar[unsur=2].nilai"}\n  u3: {heading: Isi, json: "daftar[1].nilai"}\n  service_name: {heading: Isi, json: layanan}\n',
        "skm-json.yml",
    )
    whole = {
        "jawaban": {"u1": "4"},
        "daftar": [{"unsur": "2", "nilai": 3}, {"unsur": 3, "nilai": "Baik"}],
        "layanan": 'Kartu, "baru"',
    }
    cells = [
        json.dumps(whole), json.dumps(json.dumps(whole)), json.dumps({"jawaban": None}), "null", json.dumps([1, 2]), "4",
        json.dumps({"jawaban": {"u1": 9}}), "{rusak", json.dumps({"jawaban": {"u1": [4]}}),
    ]  # fmt: skip
    path = workbook(
        tmp_path / "x.xlsx",
        ["ID", "Isi", "Tanggal"],
        *[[str(n), cell, "2025-05-03"] for n, cell in enumerate(cells, 1)],
    )
    monkeypatch.setattr("ingest.source_store.enabled", lambda settings: [made])
    [verdict] = ingest(home, path)
    assert counts(verdict) == ("loaded", 10, 4, 5, 1), verdict.reason
    assert query(home, "select respondent_id, u1, u2, u3, service_name from raw.surveys order by 1") == [
        ("1", 4, 3, 3, 'Kartu, "baru"'), ("2", 4, 3, 3, 'Kartu, "baru"'), ("3", None, None, None, None), ("4", None, None, None, None),
    ]  # fmt: skip
    refused = query(home, "select source_row, reason_code, value from raw.quarantine order by 1")
    assert [(row, code) for row, code, _ in refused] == [
        (6, "service_name_nested"), (7, "service_name_nested"), (8, "u1_invalid"), (9, "service_name_nested"), (10, "u1_nested"),
    ]  # fmt: skip
    assert refused[0][2] == "[1, 2]"
    assert parse(dump(made), "skm-json.yml") == made


@pytest.mark.parametrize("path", ["", "a..b", "[x]", "a'; drop table", 'a"b', "[1", "$.a"])
def test_a_path_that_is_none_is_said(path):
    with pytest.raises(SourceInvalid):
        parse(
            f"source: x\ntitle: X\ndataset: surveys\nmatch: {{headers: [a]}}\ncolumns: {{u1: {{heading: a, json: {json.dumps(path)}}}}}\n",
            "x.yml",
        )


def test_a_delivery_in_one_workbook_and_a_part_that_stands_there_twice(home, tmp_path):
    """Sheets are parts as files are; a second sheet of answers is refused by name, not dropped in silence."""
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        for name in ("responden.csv", "jawaban.csv", "pertanyaan.csv", "jawaban.csv"):
            sheet = book.add_worksheet(f"{name[:-4]} {len(book.worksheets())}")
            for r, line in enumerate(DELIVERY[name]):
                for c, cell in enumerate(line.split(",")):
                    sheet.write_string(r, c, cell)
    verdicts = {verdict.sheet: verdict for verdict in ingest(home, tmp_path / "x.xlsx")}
    assert {sheet: (verdict.status, verdict.reason_code) for sheet, verdict in verdicts.items()} == {
        "responden 0": ("loaded", None), "jawaban 1": ("loaded", None), "pertanyaan 2": ("loaded", None),
        "jawaban 3": ("refused", "part_repeated"),
    }  # fmt: skip
    assert (verdicts["jawaban 1"].rows_loaded, verdicts["jawaban 1"].rows_quarantined) == (10, 1)
    assert query(home, "select count(*) from raw.surveys") == [(1,)]


def test_a_part_whose_key_stands_there_twice_is_refused_and_stands_in_no_way(home, tmp_path):
    paths = [file(tmp_path, name, *lines) for name, lines in DELIVERY.items()]
    head, row = DELIVERY["responden.csv"]
    twice = file(tmp_path, "ganda.csv", f"{head},id_skm_biodata", f"{row},9")
    assert ingest(home, twice)[0].reason_code == "ambiguous_header"
    for path in paths:
        verdicts = ingest(home, path)
    assert {verdict.file: verdict.status for verdict in verdicts}["jawaban.csv"] == "loaded"
    assert query(home, "select count(*) from raw.surveys") == [(1,)]
