"""SIMPEG performance report: the works agencies' web page saved as .xls; codes, 3 is best, two header levels."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Table, tally
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import PREDIKAT

UPPER = ("No", "Pegawai", "", "", "Jabatan", "Unit Kerja", "Penilaian", "", "", "Pejabat Penilai", "")
LOWER = ("", "NIP", "Nama", "Golongan", "", "", "Hasil Kerja", "Perilaku Kerja", "Predikat", "NIP", "Nama")


def appraisals(agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date) -> Export:
    """HTML of one agency and month."""
    above = [
        ["LAPORAN PENILAIAN KINERJA BULANAN (SIMPEG)"],
        [f"Perangkat Daerah : {agency.formal}"],
        [f"Periode : {months.label(m)}"],
        [f"Tanggal Cetak : {printed:%d/%m/%Y}"],
        UPPER,
        LOWER,
    ]
    body = [_row(number, line, units) for number, line in enumerate(lines, 1)]
    table = Table(
        above,
        body,
        [["Keterangan : 3 = di atas, 2 = sesuai, 1 = di bawah ekspektasi"]],
        refused=tally([line.fate for line in lines]),
    )
    name = f"Lap_Kinerja_{agency.short.replace(' ', '')}_{months.NAMES[m % 12]}{m // 12}.xls"
    return Export(
        agency.code,
        name,
        "simpeg-laporan-kinerja",
        "appraisals",
        "html",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def _row(number: int, line: Line, units: Sequence[Unit]) -> list[str | int | float]:
    a = line.appraisal
    return [
        number, line.nip, a.person.full.upper(), a.posting.rank, a.posting.position.name, units[a.posting.unit].name,
        line.result_text or a.result, a.behaviour, PREDIKAT[a.predikat].upper(),
        a.rater.nip if a.rater else "-", a.rater.full.upper() if a.rater else "GUBERNUR LAMPUNG",
    ]  # fmt: skip
