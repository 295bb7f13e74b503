"""Layout: the header, and a kind for every record that is no data, on real shapes."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from ingest import recognise, sandbox
from ingest.layout import Layout, LayoutHint, locate, normalise, spread_merges
from ingest.readers.grid import Grid, write_grid

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
EXPECTED = json.loads((SPECIMENS / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book():
    """The headings of the shipped datasets."""
    return recognise.book([])


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture(params=["small", "big"], autouse=True)
def size(request, monkeypatch):
    """Each layout twice: of records held in Python, and of the same records asked by SQL."""
    if request.param == "big":
        monkeypatch.setattr("ingest.readers.grid.SMALL_CHARACTERS", -1)


def put(con, grid: Grid) -> Grid:
    with suppress(duckdb.CatalogException):
        grid.remove(con, "grid")
    grid.put(con, "grid")
    return grid


def lay(con, tmp_path, book, text: str, hint=None, merged=()) -> Layout:
    """Layout of records written as lines of ';'-separated cells."""
    records = list(csv.reader(io.StringIO(text.strip("\n")), delimiter=";"))
    columns = max(map(len, records))
    path, _ = write_grid(tmp_path / "grid", records, columns)
    return locate(con, put(con, Grid(None, path, len(records), columns, 0, list(merged))), book, hint)


def data_rows(con, layout: Layout) -> list[int]:
    return [
        row
        for (row,) in con.sql("select source_row from grid order by 1").fetchall()
        if row not in layout.not_data
    ]


@pytest.mark.parametrize("name", [name for name in EXPECTED])
def test_specimens_as_expected(con, tmp_path, book, name):
    expected = EXPECTED[name]
    [grid] = sandbox.read(SPECIMENS / name, name, tmp_path).grids
    layout = locate(con, put(con, grid), book)
    assert layout.counts() == expected.get("not_data", {})
    assert layout.header_rows[-1] == expected.get("header_row", 0)
    assert [row for row in data_rows(con, layout)] == [row["source_row"] for row in expected["rows"]]
    assert grid.rows == expected["rows_read"]


def test_titles_and_footer_of_the_specimens(con, tmp_path, book):
    [grid] = sandbox.read(SPECIMENS / "c_skm_dua_responden.xlsx", "c", tmp_path).grids
    layout = locate(con, put(con, grid), book)
    assert layout.titles[1] == "UNIT PELAYANAN CONTOH - SEMESTER I 2025"
    assert layout.footer["IKM Pelayanan"] == "**) 82,50"
    assert [column.key for column in layout.columns] == ["no_res", *(f"u{n}" for n in range(1, 10)), ""]


def test_official_survey_sheet_without_answers(con, tmp_path, book):
    """The processing sheet of PermenPANRB 14/2017: starts in B2, two levels without merges, totals above the data."""
    sheet = """
;;;;;;;;;;
;LAPORAN HASIL PENGOLAHAN SURVEI;;;;;;;;;
;Unit Pelayanan : Dinas Contoh;;;;;;;;;
;Tlp/Fax : 0000-00000;;;;;;;;;
;NO. ;NILAI UNSUR PELAYANAN;;;;;;;;
;;U1;U2;U3;U4;U5;U6;U7;U8;U9
;Σ Nilai;;;;;;;;;
;NRR;;;;;;;;;
;NRR TERTIMBANG/UNSUR;;;;;;;;;
;;;;;;;;;;
;Keterangan;;;;;No;Unsur Pelayanan;;Nilai Rata - Rata;
;- U1 s.d U9 = Unsur-Unsur Pelayanan;;;;;U1;Persyaratan pelayanan;;;
;- NRR = Nilai Rata Rata;;;;;U2;Prosedur pelayanan;;;
;SKM UNIT PELAYANAN :;;;;;;;;;
;A (Sangat Baik) : 88,31 - 100,00;;;;;;;;;
"""
    layout = lay(con, tmp_path, book, sheet)
    assert layout.header_rows == [5, 6]
    assert [column.key for column in layout.columns[:4]] == [
        "",
        "no",
        "nilai_unsur_pelayanan_u1",
        "nilai_unsur_pelayanan_u2",
    ]
    assert layout.titles[-1] == "Tlp/Fax : 0000-00000"
    assert data_rows(con, layout) == []
    assert {layout.not_data[row] for row in (7, 8, 9)} == {"total"}
    assert {layout.not_data[row] for row in (11, 12, 13)} == {"note"}


def test_three_levels_of_merged_header_nobody_knows(con, tmp_path, book):
    path = tmp_path / "x.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.merge_range("A1:A3", "Wilayah")
    sheet.merge_range("B1:G1", "Angka Partisipasi")
    sheet.merge_range("B2:D2", "SD/MI")
    sheet.merge_range("E2:G2", "SMP/MTs")
    for column, year in enumerate(["2017", "2018", "2019"] * 2, 1):
        sheet.write_string(2, column, year)
    for row, place in enumerate(["Kabupaten A", "Kabupaten B"], 3):
        sheet.write_row(row, 0, [place, *(str(80 + n + row) + ".5" for n in range(6))])
    sheet.merge_range("A7:G7", "Sumber : Dinas Contoh")
    made.close()
    (tmp_path / "work").mkdir()
    [grid] = sandbox.read(path, "x.xlsx", tmp_path / "work").grids
    layout = locate(con, put(con, grid), book)
    assert layout.header_rows == [1, 2, 3]
    assert layout.columns[4].title == "Angka Partisipasi / SMP/MTs / 2017"
    assert layout.columns[4].key == "angka_partisipasi_smp_mts_2017"
    assert data_rows(con, layout) == [4, 5]
    assert layout.counts() == {"header": 3, "blank": 1, "note": 1}
    assert layout.footer == {"Sumber": "Dinas Contoh"}


def test_two_levels_without_merges_found_from_the_upper_one(con, tmp_path, book):
    text = """
NO;NAMA;NIP;JABATAN;;UNIT KERJA
;;;NAMA JABATAN;TMT;
1;Contoh Satu;198502142010012901;Guru;2020-01-01;SMA 1
2;Contoh Dua;198502142010012902;Guru;2020-01-01;SMA 1
"""
    layout = lay(con, tmp_path, book, text)
    assert layout.header_rows == [1, 2]
    assert [column.key for column in layout.columns] == [
        "no",
        "nama",
        "nip",
        "jabatan_nama_jabatan",
        "jabatan_tmt",
        "unit_kerja",
    ]
    assert data_rows(con, layout) == [3, 4]


def test_numbering_sections_and_repeated_header(con, tmp_path, book):
    text = """
DAFTAR PEGAWAI;;;;
No;NIP;Nama;Jabatan;Unit Kerja
1;2;3;4;5
DINAS KESEHATAN;;;;
1;198502142010012901;Contoh Satu;Perawat;RSUD
2;198502142010012902;Contoh Dua;Perawat;RSUD
II;DINAS SOSIAL;;;
No;NIP;Nama;Jabatan;Unit Kerja
1;198502142010012903;Contoh Tiga;Analis;Sekretariat
;;;;
Jumlah;;3;;
"""
    layout = lay(con, tmp_path, book, text)
    assert layout.counts() == {"title": 1, "header": 2, "blank": 1, "numbering": 1, "section": 2, "total": 1}
    assert layout.section == {4: "DINAS KESEHATAN", 7: "DINAS SOSIAL"}
    assert data_rows(con, layout) == [5, 6, 9]


def test_an_answer_row_is_no_numbering(con, tmp_path, book):
    layout = lay(con, tmp_path, book, "No;U1;U2;U3\n1;2;3;4\n2;3;3;3\n")
    assert data_rows(con, layout) == [2, 3]
    layout = lay(con, tmp_path, book, "No;U1;U2;U3\n(1);(2);(3);(4)\n1;3;3;3\n")
    assert layout.not_data[2] == "numbering"


def test_indicators_that_begin_like_totals_are_data(con, tmp_path, book):
    text = """
Indikator;Satuan;Target;Realisasi
Jumlah dokumen yang disusun;dokumen;12;10
Nilai IKM;indeks;88,31;90
Rata-rata lama layanan;hari;3;2
Total;;103;102
"""
    layout = lay(con, tmp_path, book, text, LayoutHint(header_row=1))
    assert data_rows(con, layout) == [2, 3, 4]
    assert layout.not_data[5] == "total"


def test_signature_block_hides_no_data(con, tmp_path, book):
    text = """
No;NIP;Nama;Jabatan;Predikat Kinerja
1;198502142010012901;Contoh Satu;Guru;Baik
;;;Bandar Lampung, 31 Mei 2025;
;;;Kepala Dinas,;
;;;;
;;;Contoh Pejabat, S.H.;
;;;NIP. 197203031998031902;
"""
    layout = lay(con, tmp_path, book, text)
    assert layout.counts() == {"header": 1, "blank": 1, "signature": 4}
    more = text + "2;198502142010012902;Contoh Dua;Guru;Baik\n"
    layout = lay(con, tmp_path, book, more)
    assert data_rows(con, layout)[-1] == 8, "a full record behind a signature is data"


def test_sparse_records_behind_a_note_stay_data(con, tmp_path, book):
    rows = "\n".join(f"{n};1985021420100129{n % 100:02};;;;;;" for n in range(1, 101))
    layout = lay(
        con,
        tmp_path,
        book,
        f"No;NIP;Nama;Jabatan;Unit;Predikat;Nilai;Catatan\nKeterangan: sementara;;;;;;;\n{rows}\n",
    )
    assert layout.counts() == {"header": 1, "note": 1}


def test_no_header_is_not_the_first_record(con, tmp_path, book):
    layout = lay(con, tmp_path, book, "1801;18;KABUPATEN A\n1802;18;KABUPATEN B\n")
    assert layout.header_rows == []
    assert data_rows(con, layout) == [1, 2]


def test_header_alone_and_header_by_hint(con, tmp_path, book):
    layout = lay(con, tmp_path, book, "NIP;Nama;Jabatan\n")
    assert (layout.header_rows, data_rows(con, layout)) == ([1], [])
    layout = lay(con, tmp_path, book, "x;y\nfoo;bar\n1;2\n", LayoutHint(header_row=2))
    assert (layout.header_rows, layout.titles) == ([2], ["x y"])
    layout = lay(con, tmp_path, book, "x y;y z\nfoo;bar\nabc;def\n", LayoutHint(headings=("foo", "bar")))
    assert layout.header_rows == [2]


def test_blank_cells_are_blank_whatever_blank_they_are(con, tmp_path, book):
    layout = lay(con, tmp_path, book, "NIP;Nama;Jabatan\n1;a;b\n \u00a0;\t; \n2;c;d\n")
    assert layout.not_data == {1: "header", 3: "blank"}


def test_a_wide_form_with_persons_in_its_header(con, tmp_path, book):
    header = ";".join(f"{aspect}. Aspek [PEGAWAI {n:02}]" for aspect in range(1, 5) for n in range(1, 20))
    layout = lay(con, tmp_path, book, "\n".join([header, *[";".join(["Baik", "Sangat Baik"] * 38)] * 4]))
    assert layout.header_rows == [1]
    assert data_rows(con, layout) == [2, 3, 4, 5]


def test_a_file_nobody_knows_is_not_interpreted(con, tmp_path, book):
    layout = lay(con, tmp_path, book, "1801;18;KABUPATEN A\n;;\nJumlah;;2\nKABUPATEN B;;\n")
    assert layout.not_data == {2: "blank"}


def test_merged_cells_fill_down_inside_the_merge_only(con, tmp_path, book):
    text = "Unit Kerja;NIP;Nama\nDinas A;1;x\n;2;y\n;3;z\n"
    merged = [(2, 1, 3, 1)]
    path, rows = write_grid(tmp_path / "grid", list(csv.reader(io.StringIO(text), delimiter=";")), 3)
    grid = put(con, Grid(None, path, rows, 3, 0, merged))
    assert spread_merges(con, grid, locate(con, grid, book)) == 1
    assert con.sql("select c1 from grid order by source_row").fetchall()[1:] == [
        ("Dinas A",),
        ("Dinas A",),
        (None,),
    ]


def test_every_record_is_accounted_for_at_scale(con, tmp_path, book):
    """A million records: marks far below the head are found, and nothing else is taken for one."""
    con.execute(
        """create table grid as select (i + 1)::integer as source_row,
        case when i = 0 then 'No' when i = 600000 then 'Jumlah' when i = 1000001 then 'Sumber: aplikasi' else i::varchar end as c1,
        case when i = 0 then 'NIP' when i in (600000, 1000001) then null else '198502142010012901' end as c2,
        case when i = 0 then 'Nama' when i in (600000, 1000001) then null else 'Jumlah Contoh' end as c3
        from range(1000002) t(i)"""
    )
    layout = locate(con, Grid(None, tmp_path, 1_000_002, 3), book)
    assert layout.not_data == {1: "header", 600_001: "total", 1_000_002: "note"}


@pytest.mark.parametrize(
    "heading, key",
    [
        ("NIP/NRP", "nip_nrp"),
        ("  Rata-rata_hasil  kerja\n", "rata_rata_hasil_kerja"),
        ("Brébeuf", "brebeuf"),
        ("N I P", "n_i_p"),
        (None, ""),
        ("*)", ""),
    ],
)
def test_normalise(heading, key):
    assert normalise(heading) == key
