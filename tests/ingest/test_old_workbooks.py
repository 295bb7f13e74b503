"""Old and open workbooks: .xls and .ods keep the contract of .xlsx, cell by cell; what must not be read is named."""

import datetime as dt
import random
from pathlib import Path

import pytest

from ingest import sandbox
from ingest.errors import FileRefused
from ingest.intake import ingest
from ingest.readers import workbook
from ingest.readers.limits import Limits
from ingest.readers.ole import Container, ContainerBroken
from ingest.readers.sniff import kind_of
from ingest.refusals import OF_THE_FILE
from tests.ingest import old_office, open_document
from tests.ingest.old_office import Error, Formula, Serial, Sheet
from tests.ingest.test_intake import query

LIMITS = Limits()
TITLES = [["REKAPITULASI PENILAIAN KINERJA"], ["DINAS KESEHATAN PROVINSI LAMPUNG"], ["PERIODE : MEI 2025"]]
HEADER = ["No", "NIP", "Nama Pegawai", "Jabatan", "NIP Penilai", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"]  # fmt: skip


def read(path: Path, folder: Path, limits: Limits = LIMITS) -> tuple[str, int, list]:
    """(kind, epoch, grids) as the child reads a file."""
    seen, grids = workbook.read(path, folder, limits, is_old=kind_of(path) == "xls")
    return seen.kind, seen.date_epoch, grids


def refusal(path: Path, folder: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(path, folder)
    assert caught.value.code in OF_THE_FILE and caught.value.sentence.endswith(".")
    return caught.value


# --- .xls ----------------------------------------------------------------------------------------


def test_xls_cells(tmp_path):
    cells = [
        ["Judul", None, "é"],
        [198609262015051901, True, Serial(45688.5)],
        [Error("#REF!"), Error("#N/A", by_formula=True), Formula("teks")],
        [Formula(3.5), 123456789012345, Serial(45688), " 0071 "],
    ]
    kind, epoch, grids = read(
        old_office.write(
            tmp_path / "x.xls",
            Sheet("Data & kode", cells, hidden={1}, merged=[(0, 0, 0, 1), (2, 0, 3, 0)]),
            Sheet("Kosong", [[]]),
        ),
        tmp_path,
    )
    assert (kind, epoch) == ("xls", 1900)
    assert [(grid.sheet, grid.rows, grid.columns) for grid in grids] == [
        ("Data & kode", 4, 4),
        ("Kosong", 0, 0),
    ]
    assert grids[0].records() == [
        (1, "Judul", None, "é", None),
        (2, "1.986092620150519e+17", "TRUE", "2025-01-31 12:00:00", None),
        (3, "#REF!", "#N/A", "teks", None),
        (4, "3.5", "123456789012345", "2025-01-31", " 0071 "),
    ]
    assert grids[0].hidden_rows == 1
    assert grids[0].merged == [(1, 1, 1, 2), (3, 1, 4, 1)]


def test_xls_of_the_1904_epoch(tmp_path):
    path = old_office.write(tmp_path / "x.xls", Sheet("S", [[Serial(44226), 44226]]), epoch_1904=True)
    _, epoch, [grid] = read(path, tmp_path)
    assert epoch == 1904
    assert grid.records() == [(1, "2025-01-31", "44226")]  # a bare serial is told by the epoch later


def test_xls_that_must_not_be_read(tmp_path):
    path = tmp_path / "x.xls"
    stream = old_office.workbook_stream(Sheet("S", [["x"]]))
    assert refusal(old_office.write(path, Sheet("S", [["x"]]), locked=True), tmp_path).code == "password"
    path.write_bytes(old_office.container({"Workbook": stream}, ("_VBA_PROJECT_CUR",)))
    assert "makro" in refusal(path, tmp_path).sentence
    path.write_bytes(
        old_office.container({"Workbook": stream.replace(b"\x00\x00\x01\x01S\x00", b"\x00\x01\x01\x01S\x00")})
    )
    assert "makro" in refusal(path, tmp_path).sentence  # a sheet of Excel 4 macros
    path.write_bytes(old_office.container({"Workbook": stream[:-4]}))
    assert refusal(path, tmp_path).code == "damaged"
    far = old_office.workbook_stream(Sheet("S", [["x"] * 256] * 20))
    path.write_bytes(old_office.container({"Workbook": far}))
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path, Limits(columns=100))
    assert caught.value.code == "too_large" and "kolom 256" in caught.value.sentence


@pytest.mark.parametrize(
    ("stream", "code", "word"),
    [
        ("EncryptedPackage", "password", "kata sandi"),
        ("WordDocument", "unsupported", "Word lama"),
        ("PowerPoint Document", "unsupported", "PowerPoint lama"),
        ("Lainnya", "unsupported", "Office lama"),
    ],
)
def test_true_name_of_other_containers(tmp_path, stream, code, word):
    """By the directory: a workbook that only speaks of an EncryptedPackage in a cell is a workbook."""
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(old_office.container({stream: "Workbook".encode("utf-16-le")}))
    with pytest.raises(FileRefused) as caught:
        kind_of(path)
    assert caught.value.code == code and word in caught.value.sentence
    assert kind_of(old_office.write(path, Sheet("S", [["EncryptedPackage"]]))) == "xls"


@pytest.mark.parametrize("size", [100, 5_000, 200_000, 9_000_000])
def test_streams_of_any_size(tmp_path, size):
    """Small ones share sectors; from 7 MB on the table of sectors has a chain of its own."""
    content = random.Random(size).randbytes(size)
    made = old_office.container({"A": b"x" * 70, "Workbook": content}, padded=False)
    assert Container(made).stream("Workbook") == content
    assert Container(made).stream("A") == b"x" * 70


def test_chains_that_run_in_a_circle_end():
    made = bytearray(old_office.container({"Workbook": bytes(20_000)}))
    whole = bytes(made)
    fat = whole.rindex(b"\x01\0\0\0\x02\0\0\0\x03\0\0\0")
    made[fat + 8 : fat + 12] = bytes(4)  # sector 2 leads back to sector 0
    with pytest.raises(ContainerBroken):
        Container(bytes(made)).stream("Workbook")


# --- .ods ----------------------------------------------------------------------------------------


def test_ods_cells(tmp_path):
    cell, row = open_document.cell, open_document.row
    path = open_document.write(
        tmp_path / "x.ods",
        open_document.sheet(
            "Data & kode",
            row(cell("Judul\nbaris 2", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>", cell("x", 'table:number-columns-repeated="2"')),
            row(cell(198609262015051901), cell(True), cell(dt.datetime(2025, 1, 31, 12)), cell(dt.date(2025, 1, 31)), attributes='table:visibility="collapse"'),
            row(cell("#DIV/0!"), cell(None), cell(88.31), attributes='table:visibility="filter"'),
            row(cell(None), attributes='table:number-rows-repeated="2"'),
            row(cell("gabung", 'table:number-rows-spanned="2"'), cell(" 0071 "), attributes='table:number-rows-repeated="2"'),
            row(cell(None, 'table:number-columns-repeated="1024"'), attributes='table:number-rows-repeated="1048569"'),
        ),
        open_document.sheet("Kosong"),
    )  # fmt: skip
    kind, epoch, grids = read(path, tmp_path)
    assert (kind, epoch) == ("ods", 1900)
    assert [(grid.sheet, grid.rows) for grid in grids] == [("Data & kode", 7), ("Kosong", 0)]
    assert [record[:5] for record in grids[0].records()] == [
        (1, "Judul\nbaris 2", None, "x", "x"),
        (2, "1.986092620150519e+17", "TRUE", "2025-01-31 12:00:00", "2025-01-31"),
        (3, "#DIV/0!", None, "88.31", None),
        (4, None, None, None, None),
        (5, None, None, None, None),
        (6, "gabung", " 0071 ", None, None),
        (7, "gabung", " 0071 ", None, None),
    ]
    assert grids[0].hidden_rows == 2
    assert (1, 1, 1, 2) in grids[0].merged and (6, 1, 7, 1) in grids[0].merged


@pytest.mark.parametrize(
    ("given", "code", "word"),
    [
        ({"manifest": "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"}, "password", "kata sandi"),
        ({"members": {"Basic/Standard/Module1.xml": "<x/>"}}, "unsafe", "makro"),
        ({"members": {"Scripts/python/x.py": "x"}}, "unsafe", "makro"),
        ({"head": '<!DOCTYPE x [<!ENTITY a "b">]>'}, "unsafe", "entitas"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "unsupported", "OpenDocument"),
        ({"members": {"../x": "x"}}, "unsafe", "luar berkas"),
    ],
)  # fmt: skip
def test_ods_that_must_not_be_read(tmp_path, given, code, word):
    path = open_document.write(tmp_path / "x.ods", open_document.table("S", [["x"]]), **given)
    refused = refusal(path, tmp_path)
    assert refused.code == code and word in refused.sentence


def test_empty_frames_of_macros_do_no_harm(tmp_path):
    members = {"Basic/script-lc.xml": "<x/>", "Basic/Standard/script-lb.xml": "<x/>"}
    path = open_document.write(tmp_path / "x.ods", open_document.table("S", [["x"]]), members=members)
    assert read(path, tmp_path)[2][0].records() == [(1, "x")]


@pytest.mark.parametrize("where", ['table:number-rows-repeated="900000"', 'table:number-rows-repeated="1e9"'])
def test_ods_repeats_that_reach_too_far(tmp_path, where):
    path = open_document.write(
        tmp_path / "x.ods",
        open_document.sheet("S", open_document.row(open_document.cell("x"), attributes=where)),
    )
    assert refusal(path, tmp_path).code in ("too_large", "damaged")
    cells = open_document.cell(None, 'table:number-columns-repeated="16000"') + open_document.cell("x")
    path = open_document.write(tmp_path / "x.ods", open_document.sheet("S", open_document.row(cells)))
    assert refusal(path, tmp_path).code == "too_large"


# --- through the whole intake ---------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_an_agency_recap_loads_whatever_workbook_it_is(home, tmp_path, suffix):
    """A lying extension too: the bytes decide."""
    cells = [
        *TITLES,
        HEADER,
        [1, "198502142010012901", "Contoh Satu", "Perawat", "197203031998031902", "Sesuai", "Sesuai", "Baik"],
        [2, 198502142010012901, "Contoh Dua", "Perawat", None, "Sesuai", "Sesuai", "Baik"],
        [None, None, None, None, None, None, "Jumlah", 2],
    ]
    path = tmp_path / "rekap.xlsx"
    if suffix == "xls":
        old_office.write(path, Sheet("Rekap", cells))
    else:
        open_document.write(path, open_document.table("Rekap", cells))
    [verdict] = ingest(home, path)
    assert (verdict.status, verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined) == (
        "loaded",
        7,
        1,
        1,
    )
    assert query(home, "select reason_code, source_row from raw.quarantine") == [("nip_scientific", 6)]
    assert query(home, "select period_start::varchar, agency_name from raw.appraisals") == [
        ("2025-05-01", "DINAS KESEHATAN PROVINSI LAMPUNG")
    ]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_damaged_on_the_way_they_are_read_or_refused(tmp_path, suffix):
    cells = [
        *TITLES,
        HEADER,
        *[[n, "198502142010012901", "Contoh", Serial(45688) if suffix == "xls" else 3] for n in range(40)],
    ]
    whole = tmp_path / "whole"
    if suffix == "xls":
        old_office.write(whole, Sheet("Rekap", cells, merged=[(0, 0, 0, 3)]))
    else:
        open_document.write(whole, open_document.table("Rekap", cells))
    chance = random.Random(suffix)
    for turn in range(25):
        content = bytearray(whole.read_bytes())
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        path = tmp_path / f"content-{turn}"
        path.write_bytes(content[: chance.choice([None, len(content) // 2])])
        work = tmp_path / f"work-{turn}"
        work.mkdir()
        try:
            assert sandbox.read(path, "kiriman.xls", work).grids is not None
        except FileRefused as refused:
            assert refused.code in OF_THE_FILE
