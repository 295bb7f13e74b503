"""Hostile contents: cells that are meant to stall or break the parent cost it next to nothing."""

import time

import pytest

from ingest.intake import ingest

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
