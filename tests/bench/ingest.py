"""Ingest against bare reading: one large CSV, one workbook, the demo's many small files."""

import csv
import random
import time
from pathlib import Path

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.bench.timing import paired
from tests.conftest import siger

CSV_ROWS = 2_000_000
XLSX_ROWS = 25_000
RECAP = (
    "No",
    "NIP",
    "Nama Pegawai",
    "Jabatan",
    "NIP Penilai",
    "Rating Hasil Kerja",
    "Rating Perilaku Kerja",
    "Predikat Kinerja",
)


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """ingest.csv_ratio, ingest.xlsx_ratio (ratios), ingest.files_per_s."""
    folder.mkdir()
    return {
        "ingest.csv_ratio": (csv_ratio(folder), "x"),
        "ingest.xlsx_ratio": (xlsx_ratio(folder), "x"),
        "ingest.files_per_s": (files_per_s(folder, profile), "1/s"),
    }


def csv_ratio(folder: Path) -> float:
    """The whole ingest of a survey CSV, process start and child included, against read_csv(all_varchar) into a table."""
    chance = random.Random(7)
    files = [folder / f"responden_{n}.csv" for n in range(3)]
    for file in files:
        with file.open("w", newline="") as out:
            write = csv.writer(out, delimiter=";")
            write.writerow(
                ["No. Res", "Tanggal", "Perangkat Daerah", "Unit Layanan", *[f"U{u}" for u in range(1, 10)]]
            )
            for row in range(CSV_ROWS):
                answers = [chance.choice("33344421") for _ in range(9)]
                write.writerow(
                    [row + 1, f"{row % 28 + 1:02d}-10-2026", "Dinas Kesehatan", f"UPTD {row % 40}", *answers]
                )

    def ours(number: int) -> None:
        done = siger(folder / f"home-{number}", "ingest", str(files[number]), "--json", timeout=1200)
        assert '"status": "loaded"' in done.stdout, done.stdout + done.stderr

    def bare(number: int) -> None:
        with duckdb.connect(str(folder / f"bare-{number}.duckdb")) as con:
            con.execute(
                "create table t as select * from read_csv($file, all_varchar=true)",
                {"file": str(files[number])},
            )

    loaded, read = paired(ours, bare)
    return loaded / read


def xlsx_ratio(folder: Path) -> float:
    """The whole ingest of a recap workbook against calamine's to_python in this process."""
    files = [folder / f"rekap_{n}.xlsx" for n in range(3)]
    for number, file in enumerate(files):
        book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
        sheet = book.add_worksheet("Rekap")
        for row, cells in enumerate(
            [
                ("REKAPITULASI PENILAIAN KINERJA PEGAWAI",),
                ("DINAS KESEHATAN PROVINSI LAMPUNG",),
                ("PERIODE : OKTOBER 2026",),
                (),
                RECAP,
            ]
        ):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
        for row in range(XLSX_ROWS):
            nip = f"19850214201001{row % 2 + 1}{number}{row % 100:02d}"
            cells = (
                str(row + 1),
                nip,
                f"Contoh {row}",
                "Perawat Terampil",
                "197203031998031902",
                "Sesuai Ekspektasi",
                "Sesuai Ekspektasi",
                "Baik",
            )
            for column, cell in enumerate(cells):
                sheet.write_string(row + 5, column, cell)
        book.close()

    def ours(number: int) -> None:
        done = siger(folder / f"xhome-{number}", "ingest", str(files[number]), "--json")
        assert '"rows_read": 25005' in done.stdout, done.stdout + done.stderr

    def bare(number: int) -> None:
        CalamineWorkbook.from_path(str(files[number])).get_sheet_by_index(0).to_python(skip_empty_area=False)

    loaded, read = paired(ours, bare)
    return loaded / read


def files_per_s(folder: Path, profile: str) -> float:
    """The demo province's files, one command."""
    exports = folder / "exports"
    made = siger(folder / "fhome", "demo-exports", str(exports), "--profile", profile, timeout=3000)
    assert made.returncode == 0, made.stderr
    count = sum(1 for path in exports.rglob("*") if path.is_file())
    started = time.perf_counter()
    done = siger(folder / "fhome", "ingest", str(exports), timeout=3000)
    assert done.returncode in (0, 2), done.stderr
    return count / (time.perf_counter() - started)
