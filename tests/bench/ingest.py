"""Ingest against bare reading: one large CSV, one workbook, the demo's many small files."""

import random
import time
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from ingest.demo import months
from ingest.demo.exports import siasn
from ingest.demo.exports.eskm import HEADER as ESKM
from ingest.demo.roster import Roster
from ingest.intake import ingest
from tests.bench.timing import paired
from tests.conftest import siger
from warehouse.settings import PROJECT, Settings

CSV_ROWS = 2_000_000
XLSX_ROWS = 25_000
SMALL_FILE = PROJECT / "tests" / "data" / "specimens" / "b_siasn_kinerja_periodik.json"
EDUCATION = ("SD", "SLTP", "SLTA", "D1-D3", "S-1")


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """ingest.csv_ratio, ingest.xlsx_ratio (ratios), ingest.files_per_s."""
    folder = folder / "ingest"
    folder.mkdir()
    return {
        "ingest.csv_ratio": (csv_ratio(folder), "x"),
        "ingest.xlsx_ratio": (xlsx_ratio(folder), "x"),
        "ingest.files_per_s": (files_per_s(folder, profile), "1/s"),
    }


def survey_csv(path: Path, rows: int, seed: int) -> None:
    """A file as the province's survey application exports it; one respondent of 1,250 slipped on a key."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        out.write(";".join(ESKM) + "\n")
        for row in range(rows):
            answers = chance.choices("33344421", k=9)
            if row % 1250 == 7:
                answers[2] = "33"
            out.write(
                f"{seed * 100_000_000 + row};2026-10-{row % 28 + 1:02d};Dinas Kesehatan;UPTD Balai Laboratorium {row % 40};"
                f"Uji laboratorium;99{row:014d};Responden;{'LP'[row % 2]};{EDUCATION[row % 5]};{';'.join(answers)};"
                f"{'Petugas ramah' if row % 3 else ''}\n"
            )


def csv_ratio(folder: Path) -> float:
    """The whole ingest of a survey CSV in a process that is up, as the pipeline is, child included, against
    read_csv(all_varchar) into a table of a file in the same process."""
    files = [folder / f"responden_{n}.csv" for n in range(3)]
    for number, file in enumerate(files):
        survey_csv(file, CSV_ROWS, number)
    homes = _homes(folder, "csv")

    def ours(number: int) -> None:
        [verdict] = ingest(homes[number], files[number])
        assert verdict.rows_quarantined == -(-(CSV_ROWS - 7) // 1250), verdict

    def bare(number: int) -> None:
        with duckdb.connect(str(folder / f"bare-{number}.duckdb")) as con:
            con.execute(
                "create table t as select * from read_csv($file, all_varchar=true)",
                {"file": str(files[number])},
            )

    loaded, read = paired(ours, bare)
    for file in folder.glob("*.csv"):
        file.unlink()
    return loaded / read


def _homes(folder: Path, name: str) -> list[Settings]:
    """Three homes in use: each has taken in a small file."""
    homes = [Settings(home=folder / f"{name}-home-{number}").prepare() for number in range(3)]
    for home in homes:
        ingest(home, SMALL_FILE)
    return homes


def xlsx_ratio(folder: Path) -> float:
    """The whole ingest of the province's staff list in a process that is up, as the pipeline is, child included, against
    calamine's to_python in a process that is up."""
    files = []
    for seed in range(3):
        exports = folder / f"staff-{seed}"
        roster = Roster(seed, XLSX_ROWS, months.month("2026-10"), 1)
        export = siasn.staff_list(roster, months.month("2026-10"))
        export.write(exports)
        files.append(exports / export.folder / export.name)

    homes = _homes(folder, "xlsx")

    def ours(number: int) -> None:
        loaded = sum(verdict.rows_loaded or 0 for verdict in ingest(homes[number], files[number]))
        assert loaded == XLSX_ROWS

    def bare(number: int) -> None:
        book = CalamineWorkbook.from_path(str(files[number]))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)

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
