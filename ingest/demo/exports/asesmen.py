"""Asesmen: the workbook that BKD's unit for the assessment of competence makes of a year's round."""

from collections.abc import Iterable
from datetime import date

from ingest.demo import months
from ingest.demo.exports.export import Export, Row, Table
from ingest.demo.potential import Assessed
from ingest.demo.province import agencies

HEADER = (
    "No", "NIP", "Nama", "Jabatan", "Perangkat Daerah", "Tanggal Asesmen", "Metode Asesmen", "Nilai Potensi", "Kategori Potensi",
    "Lembaga Asesor", "Berlaku Sampai",
)  # fmt: skip
ASSESSOR = "UPT Penilaian Kompetensi ASN BKD Provinsi Lampung"


def results(found: Iterable[Assessed], m: int, printed: date) -> Export:
    """Workbook of the round up to month m: one row per person invited, the absent ones with dashes."""
    body: list[Row] = [
        [
            str(n), a.person.nip, a.person.full, a.position, agencies()[a.agency].formal, f"{a.on:%d-%m-%Y}", a.method,
            a.score or "-", a.level or "-", ASSESSOR, f"{a.until:%d-%m-%Y}" if a.until else "-",
        ]
        for n, a in enumerate(found, 1)
    ]  # fmt: skip
    above: list[Row] = [
        ["REKAPITULASI HASIL ASESMEN POTENSI"],
        [f"PEMERINTAH PROVINSI LAMPUNG TAHUN {m // 12}"],
        [f"Dicetak: {months.long(printed)}"],
        HEADER,
    ]
    absent = sum(row[7] == row[8] == "-" for row in body)
    table = Table(above, body, sheet="Hasil", refused={"potential_missing": absent} if absent else {})
    return Export(
        "bkd", f"Rekap Hasil Asesmen Potensi {m // 12}.xlsx", "bkd-asesmen-potensi", "potentials", "xlsx", [table],
        printed.isoformat(), months.iso(m),
    )  # fmt: skip
