"""Reject files: refused rows as they were, nothing evaluated, and once mended the rows the original would have given."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner

from ingest import reject_file, rejects
from ingest.archive import Note, kept
from ingest.handout import GUIDE
from ingest.handout_cli import reject as verb
from ingest.intake import ingest
from ingest.reject_file import NothingKept
from ingest.verdict import Verdict
from tests.ingest.conftest import SPECIMENS
from warehouse.settings import Settings
from warehouse.writer import writer

HEADER = "NIP;Nama Pegawai;Jabatan;NIP Penilai;Rating Hasil Kerja;Rating Perilaku Kerja;Predikat Kinerja;NIK;Nomor HP"
TITLES = ("PEMERINTAH PROVINSI LAMPUNG;;;;;;;;", "DINAS KESEHATAN;;;;;;;;", "PERIODE : MEI 2025;;;;;;;;")
GOOD = "198502142010012901;Contoh Satu;Epidemiolog;197203031998031902;Sesuai;Sesuai;Baik;1871;0812"
BAD = (
    "1,98502E+17;Contoh Dua;=HYPERLINK(\"http://x\");197203031998031902;Sesuai;Sesuai;Baik;1872;0813",
    "199003152015032901;Contoh Tiga;@SUM(A1);197203031998031902;Sesuai sekali;Sesuai;Baik;1873;0814",
    ";-1+1;+62;197203031998031902;Sesuai;Sesuai;Baik;1874;0815",
)  # fmt: skip
MENDED = {
    "Contoh Dua": ("NIP", "198603152011012901"),
    "Contoh Tiga": ("Rating Hasil Kerja", "Sesuai"),
    "-1+1": ("NIP", "199103152015032902"),
}
NAME = "rekap kinerja mei 2025.csv"


def send(home: Settings, tmp_path: Path, name: str, content: str | bytes, **note: str) -> list[Verdict]:
    path = tmp_path / "kiriman"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    received = datetime.fromisoformat(note.pop("received")) if "received" in note else datetime.now(UTC)
    return ingest(home, path, note=Note(name=name, received_at=received, **note))


def recap(*rows: str) -> str:
    return "\n".join((*TITLES, HEADER, *rows)) + "\n"


def sheets(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def mend(content: bytes, cells: dict[str, tuple[str, str]], who: str = "Nama Pegawai") -> bytes:
    """Put the right value into the named column of the row of each person, as a clerk would."""
    book = sheets(content)
    sheet = book.worksheets[1]
    header = next(row for row in sheet.iter_rows() if who in [cell.value for cell in row])
    places = {cell.value: cell.column for cell in header}
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if found := cells.get(row[places[who] - 1].value):
            column, value = found
            sheet.cell(row[0].row, places[column]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(home: Settings, dataset: str) -> list[str]:
    """All rows of a dataset, without where they came from."""
    with writer(home) as con:
        found = con.execute(
            f"select r.* exclude (batch_id, source_row), b.agency_name as file_agency, b.government"
            f" from raw.{dataset} r join raw.batches b using (batch_id)"
        ).fetchall()
    return sorted(map(repr, found))


def test_the_guide_says_what_came_and_the_sheet_has_the_rows_as_they_were(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD), sender="dinkes")
    book = sheets(reject_file.reject_file(home, verdict.sha256))
    assert book.sheetnames == [GUIDE, "Data"]
    said = {row[0].value: row[1].value for row in book[GUIDE].iter_rows()}
    assert said["Berkas"] == NAME and said["Pengirim"] == "dinkes" and said["Diterima"].endswith("WIB")
    assert said["Hasil"].startswith("8 baris dibaca: 1 masuk, 3 ditolak, 4 bukan data")
    assert "diganti, tidak digandakan" in said["4"] and "NIK, Nomor HP" in said["5"]
    lines = [[cell.value for cell in row] for row in book["Data"].iter_rows()]
    assert [line[0] for line in lines[:3]] == [title.split(";")[0] for title in TITLES]
    assert lines[3][:9] == HEADER.split(";")
    assert lines[3][9:] == [f"{word} (Siger)" for word in reject_file.OWN]
    for line, original in zip(lines[4:], BAD, strict=True):
        assert [cell or "" for cell in line[:7]] == original.split(";")[:7]
    assert [line[9] for line in lines[4:]] == ["6", "7", "8"]
    assert [line[10] for line in lines[4:]] == ["NIP", "Rating Hasil Kerja", "NIP"]
    assert lines[4][11].startswith("NIP rusak") and "Teks" in lines[4][12]


def test_faulty_cells_are_marked_and_explained(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD))
    sheet = sheets(reject_file.reject_file(home, verdict.sha256))["Data"]
    marked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFD9B3"
    }
    assert marked == {"A5", "E6", "A7"}
    assert sheet["A5"].comment.text.startswith("NIP rusak") and sheet["A6"].comment is None


def test_nothing_in_it_is_ever_evaluated(home, tmp_path):
    tab = '199003152015032903;\tContoh;"\r=1";197203031998031902;Sesuai sekali;Sesuai;Baik;;'
    [verdict] = send(home, tmp_path, "=cmd|'x'!A1 kinerja.csv", recap(GOOD, *BAD, tab))
    content = reject_file.reject_file(home, verdict.sha256)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pages = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
        styles = package.read("xl/styles.xml").decode()
        words = re.findall(r"<si><t[^>]*>(.*?)</t></si>", package.read("xl/sharedStrings.xml").decode(), re.S)
    formats = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])
    quoted = {number for number, said in enumerate(formats) if 'quotePrefix="1"' in said}
    seen = 0
    for page in pages:
        assert "<f>" not in page and "<f " not in page and "hyperlink" not in page
        for cell in re.findall(r"<c r=[^>]*?(?:/>|>.*?</c>)", page):
            if "<v>" not in cell:
                continue
            assert ' t="s"' in cell, "every filled cell is text"
            text = words[int(re.search(r"<v>(\d+)</v>", cell)[1])]
            style = re.search(r' s="(\d+)"', cell)
            if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "_x000D_")):
                seen += 1
                assert style and int(style[1]) in quoted, text
    assert seen >= 5
    assert not {"xl/externalLinks", "xl/vbaProject.bin"} & set(
        zipfile.ZipFile(io.BytesIO(content)).namelist()
    )


def test_what_is_dropped_at_the_door_stays_out(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD))
    with zipfile.ZipFile(io.BytesIO(reject_file.reject_file(home, verdict.sha256))) as package:
        written = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert not [secret for secret in ("1872", "0813", "1874", "0815") if secret in written]
    assert "Contoh Satu" not in written, "a row that was loaded is not given back"


def test_mended_rows_are_loaded_once_as_the_whole_file_would_have_been(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD), sender="dinkes")
    mended = mend(reject_file.reject_file(home, verdict.sha256), MENDED)
    [again] = send(home, tmp_path, rejects.file_name(NAME), mended, sender="dinkes")
    assert (again.status, again.source) == ("loaded", verdict.source)
    assert (again.rows_loaded, again.rows_quarantined) == (3, 0)
    right = [
        BAD[0].replace("1,98502E+17", "198603152011012901"),
        BAD[1].replace("Sesuai sekali", "Sesuai"),
        "199103152015032902" + BAD[2],
    ]
    other = Settings(home=tmp_path / "benar")
    send(other, tmp_path, NAME, recap(GOOD, *right), sender="dinkes")
    with writer(home) as con:
        keys = con.execute("select nip, period_start, period_end from raw.appraisals").fetchall()
    assert len(keys) == len(set(keys)) == 4
    assert rows(home, "appraisals") == rows(other, "appraisals")
    [third] = send(home, tmp_path, "lagi.xlsx", mended)
    assert third.status == "duplicate" and len(rows(home, "appraisals")) == 4


def test_mended_rows_of_a_staff_list_join_the_list_they_were_missing_from(home, tmp_path):
    """Without a date in the file the day of receipt dates a list: mended rows must not become a list of their own."""
    listed = "NIP BARU;NAMA;JENIS KELAMIN;JENIS PEGAWAI NAMA;SATUAN KERJA KERJA NAMA;UNOR ID;UNOR NAMA;JABATAN NAMA;PNS ID"
    good = "198502142010012901;Contoh Satu;F;PNS;Dinas Kesehatan;u1;Sekretariat;Analis;p1"
    bad = "1,98E+17;Contoh Dua;M;PNS;Dinas Kesehatan;u1;Sekretariat;Analis;p2"
    content = "\n".join((listed, good, bad)) + "\n"
    [verdict] = send(home, tmp_path, "daftar asn.csv", content, received="2026-05-01T03:00:00+00:00")
    assert verdict.dataset == "employees" and verdict.rows_quarantined == 1
    mended = mend(
        reject_file.reject_file(home, verdict.sha256),
        {"Contoh Dua": ("NIP BARU", "199003152015031901")},
        "NAMA",
    )
    [again] = send(home, tmp_path, "apa saja.xlsx", mended, received="2026-05-09T03:00:00+00:00")
    assert (again.rows_loaded, again.rows_quarantined) == (1, 0)
    with writer(home) as con:
        dates = con.execute(
            "select coalesce(snapshot_date, as_of, (received_at + interval 7 hour)::date)::varchar"
            " from raw.employees join raw.batches using (batch_id)"
        ).fetchall()
    assert dates == [("2026-05-01",), ("2026-05-01",)]


def test_what_was_said_at_upload_or_by_the_file_name_holds_for_mended_rows(home, tmp_path):
    plain = "\n".join((HEADER, GOOD, BAD[1])) + "\n"
    [verdict] = send(home, tmp_path, "rekap.csv", plain, period="Mei 2025", agency="dinkes")
    assert verdict.rows_quarantined == 1
    mended = mend(reject_file.reject_file(home, verdict.sha256), MENDED)
    [again] = send(home, tmp_path, "x.xlsx", mended)
    assert (again.status, again.rows_loaded) == ("loaded", 1)
    with writer(home) as con:
        said = con.execute(
            "select distinct a.period_start::varchar, b.agency_name from raw.appraisals a join raw.batches b using (batch_id)"
        ).fetchall()
    assert said == [("2025-05-01", "dinkes")]


def test_a_row_with_too_many_fields_stays_refused_until_it_is_mended(home, tmp_path):
    shifted = "199003152015032901;Contoh Tiga;Analis;197203031998031902;Sesuai;Sesuai;Baik;;;lebih"
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, shifted))
    assert verdict.rows_quarantined == 1
    content = reject_file.reject_file(home, verdict.sha256)
    [again] = send(home, tmp_path, "a.xlsx", content)
    assert (again.rows_loaded, again.rows_quarantined) == (0, 1)
    book = sheets(content)
    sheet = book["Data"]
    extra = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "lebih")
    extra.value = None
    out = io.BytesIO()
    book.save(out)
    [third] = send(home, tmp_path, "b.xlsx", out.getvalue())
    assert (third.rows_loaded, third.rows_quarantined) == (1, 0)


def test_a_mended_file_with_a_fault_left_gives_its_rows_back_again_with_one_set_of_columns(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD))
    half = mend(reject_file.reject_file(home, verdict.sha256), {"Contoh Tiga": MENDED["Contoh Tiga"]})
    [again] = send(home, tmp_path, rejects.file_name(NAME), half)
    assert (again.rows_loaded, again.rows_quarantined) == (1, 2)
    second = sheets(reject_file.reject_file(home, again.sha256))["Data"]
    headings = [cell.value for cell in second[4]]
    assert headings == [*HEADER.split(";"), *(f"{word} (Siger)" for word in reject_file.OWN)]


def test_headings_of_two_levels_and_a_cover_sheet_come_along(home, tmp_path):
    path = tmp_path / "rekap.xlsx"
    book = xlsxwriter.Workbook(path)
    cover, page = book.add_worksheet("Sampul"), book.add_worksheet("Rekap")
    cover.write_column(0, 0, ["DINAS KESEHATAN", "PERIODE : MEI 2025"])
    tall = ["NIP", "Nama Pegawai", "Jabatan", "NIP Penilai"]
    for column, heading in enumerate(tall):
        page.merge_range(2, column, 3, column, heading)
    page.merge_range(2, 4, 2, 6, "Penilaian")
    page.write_row(3, 4, ["Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"])
    page.write_row(4, 0, GOOD.split(";")[:7])
    page.write_row(5, 0, BAD[1].split(";")[:7])
    book.close()
    verdicts = send(home, tmp_path, "rekap.xlsx", path.read_bytes())
    assert [(v.status, v.rows_loaded, v.rows_quarantined) for v in verdicts] == [("loaded", 1, 1)], verdicts
    content = reject_file.reject_file(home, verdicts[0].sha256)
    assert sheets(content).sheetnames == [GUIDE, "Rekap", "Sampul"]
    assert "E3:G3" in map(str, sheets(content)["Rekap"].merged_cells.ranges)
    mended = io.BytesIO()
    repaired = sheets(content)
    repaired["Rekap"]["E5"] = "Sesuai"
    repaired.save(mended)
    [again] = send(home, tmp_path, "b.xlsx", mended.getvalue())
    assert (again.status, again.rows_loaded, again.rows_quarantined) == ("loaded", 1, 0), again
    with writer(home) as con:
        said = con.execute(
            "select distinct a.period_start::varchar, a.result_rating, b.agency_name"
            " from raw.appraisals a join raw.batches b using (batch_id)"
        ).fetchall()
    assert said == [("2025-05-01", "sesuai", "DINAS KESEHATAN")]


@pytest.mark.parametrize("path", sorted(SPECIMENS.glob("[a-e]_*")), ids=lambda path: path.stem)
def test_rows_sent_back_unmended_are_refused_for_the_same_reasons(home, tmp_path, path):
    [verdict] = ingest(home, path)
    content = reject_file.reject_file(home, verdict.sha256)
    if not verdict.rows_quarantined:
        assert sheets(content).sheetnames == [GUIDE]
        return
    [again] = send(home, tmp_path, "kembali.xlsx", content)
    assert (again.status, again.source) == ("loaded", verdict.source)
    assert (again.rows_loaded, again.rows_quarantined) == (0, verdict.rows_quarantined)
    with writer(home) as con:
        reasons = con.execute(
            "select list(reason_code order by reason_code) from raw.quarantine group by batch_id"
        ).fetchall()
    assert reasons[0] == reasons[1]


def test_a_refused_file_gets_the_guide_with_its_reason(home, tmp_path):
    [verdict] = send(home, tmp_path, "sepeda.csv", "first,last\nJohn,Doe\n")
    book = sheets(reject_file.reject_file(home, verdict.sha256))
    said = {row[0].value: row[1].value for row in book[GUIDE].iter_rows()}
    assert book.sheetnames == [GUIDE] and said["Hasil"] == verdict.reason
    [empty] = send(home, tmp_path, "kosong.csv", b"")
    assert "kosong" in str(
        [cell.value for row in sheets(reject_file.reject_file(home, empty.sha256))[GUIDE] for cell in row]
    )


def test_the_pipeline_writes_it_into_the_agencys_folder_under_a_safe_name(home, tmp_path):
    verdicts = send(home, tmp_path, "../../etc/ré:kap?.csv", recap(GOOD, *BAD), sender="Dinas/../Kesehatan")
    [written] = rejects.store(home, verdicts)
    assert written.parent == home.rejects / "dinas-kesehatan"
    assert written.name == f"r-kap-{verdicts[0].sha256[:8]}-berkas-balik.xlsx"
    assert written.stat().st_mode & 0o777 == 0o600
    assert sheets(written.read_bytes()).sheetnames == [GUIDE, "Data"]
    assert list(home.rejects.rglob("*.part")) == []
    good = send(home, tmp_path, "baik.csv", recap(GOOD))
    assert rejects.store(home, good) == []


def test_the_verb_finds_a_file_by_name_and_by_hash(home, tmp_path):
    [verdict] = send(home, tmp_path, NAME, recap(GOOD, *BAD))
    out = tmp_path / "keluar.xlsx"
    for asked in (NAME, verdict.sha256, verdict.sha256[:12]):
        done = CliRunner().invoke(verb, [asked, "--out", str(out)], env={"SIGER_HOME": str(home.root)})
        assert done.exit_code == 0 and done.stdout == "", done.output
        assert sheets(out.read_bytes()).sheetnames == [GUIDE, "Data"]
        out.unlink()
    done = CliRunner().invoke(verb, ["../../etc/passwd"], env={"SIGER_HOME": str(home.root)})
    assert done.exit_code == 2 and "tidak ada di arsip" in done.stderr
    with pytest.raises(NothingKept):
        reject_file.reject_file(home, "0" * 64)
    assert list(kept(home)) == [verdict.sha256]
