"""Hostile contents: cells that are meant to stall or break the parent cost it next to nothing."""

import json
import time
import zipfile

import pytest
import xlsxwriter

from ingest.intake import ingest
from tests.ingest.test_intake import HEADER, ROW, query

NOVELS = {
    "digits": "9" * 60_000 + "x",
    "blanks": " " * 60_000 + "x",
    "line breaks": "a" + "\n" * 60_000 + "b",
    "a wide heading without end": "1. Inisiatif " + "[" * 60_000,
    "dots": "tw" + "." * 60_000,
    "separators": "Dicetak" + " : " * 20_000,
}


@pytest.mark.parametrize("place", ["title", "heading", "cell"])
@pytest.mark.parametrize("novel", NOVELS.values(), ids=NOVELS)
def test_a_novel_in_a_cell_stalls_nobody(home, tmp_path, place, novel):
    """Patterns of layout and titles look at a bounded piece of a cell; seconds of CPU would be an attack."""
    title, header, row = (
        [["REKAPITULASI PENILAIAN KINERJA"]] * 3,
        ["NIP", "Nama Pegawai", "Jabatan", "NIP Penilai", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"],
        ["198502142010012901", "Contoh", "Perawat", "", "Sesuai", "Sesuai", "Baik"],
    )  # fmt: skip
    rows = [*title, ["PERIODE : MEI 2025"], header, row, [*row[:2], *[""] * 5]]
    {"title": rows[1], "heading": rows[4], "cell": rows[6]}[place].append(novel)
    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in rows]
    path = tmp_path / "rekap.csv"
    path.write_text("\n".join(quoted), encoding="utf-8")
    ingest(home, tmp_path / "rekap.csv", dry_run=True)  # the server of readers and the macros are there
    before = time.process_time()
    [verdict] = ingest(home, path, dry_run=True)
    assert time.process_time() - before < 4
    assert verdict.reason and len(verdict.reason) < 1_000


def test_a_list_in_which_nothing_repeats_costs_no_more(home, tmp_path):
    """Tens of thousands of different periods, and of lone texts that look like sections."""
    scores = "NIP,NAMA,TAHUN,NILAI SKP,ORIENTASI PELAYANAN,INTEGRITAS,KOMITMEN,DISIPLIN,KERJASAMA,KEPEMIMPINAN,NILAI PERILAKU,NILAI PRESTASI KERJA"
    periods = "\n".join(f"198502142010012901,Contoh,bulan {n}{',80' * 9}" for n in range(30_000))
    recap = "REKAP PENILAIAN KINERJA BULANAN\nDINAS KESEHATAN\nPERIODE : JUNI 2025\nNama Pegawai,NIP,Atasan Langsung,Hasil Kerja,Perilaku,Berorientasi Pelayanan,Kolaboratif,Predikat,Dinilai Pada"
    sections = "\n".join(
        f"BAGIAN {n}\nContoh,198502142010012901,Atasan,2,2,2,2,Baik,3 Juli 2025" for n in range(30_000)
    )
    for number, text in enumerate((f"{scores}\n{periods}\n", f"{recap}\n{sections}\n")):
        path = tmp_path / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        before = time.process_time()
        [verdict] = ingest(home, path, dry_run=True)
        assert verdict.status == "loaded", verdict.reason
        assert verdict.rows_read == verdict.rows_loaded + verdict.rows_quarantined + verdict.rows_not_data
        assert time.process_time() - before < 8


def test_merges_without_end_cost_no_more(home, tmp_path):
    """A hundred thousand merges over the same cells, half of them in the header."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(
            [
                ["REKAPITULASI PENILAIAN KINERJA"],
                ["PERIODE : MEI 2025"],
                HEADER.split(";"),
                *[ROW.split(";")] * 3_000,
            ]
        ):
            sheet.write_row(r, 0, row)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    merges = "".join(
        f'<mergeCell ref="A{first}:C{first + 2_000 + n}"/>'
        for n in range(50_000)
        for first in (2, 50 + n % 900)
    )
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(
        b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    before = time.process_time()
    [verdict] = ingest(home, path, dry_run=True)
    assert verdict.reason and time.process_time() - before < 8


def test_a_list_of_notes_has_no_footer_without_end(home, tmp_path):
    notes = "\n".join(f"Catatan : {n};;;;;;" for n in range(5_000))
    path = tmp_path / "x.csv"
    path.write_text(
        f"REKAPITULASI PENILAIAN KINERJA\nPERIODE : MEI 2025\n{HEADER}\n{ROW}\n"
        + "\n".join(f"Jumlah {n} pegawai;;;;;;{n}" for n in range(500))
        + f"\n{notes}\n"
    )
    [verdict] = ingest(home, path)
    assert verdict.rows_loaded == 1
    [(footer,)] = query(home, "select footer from raw.batches")
    assert len(json.loads(footer)) <= 100
