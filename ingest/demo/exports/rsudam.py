"""RSUD Abdul Moeloek's own HR application: workbook by installation, codes (3 is best), seven values, time of rating."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Row, Table, tally
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import PREDIKAT

VALUES = ("Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif")
HEADER = (
    "No",
    "Nama Pegawai",
    "NIP",
    "Jabatan",
    "Atasan Langsung",
    "NIP Atasan",
    "Hasil Kerja",
    "Perilaku",
    *VALUES,
    "Predikat",
    "Dinilai Pada",
)


def appraisals(agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date) -> Export:
    """Workbook of one month; numbering starts again under each unit's name."""
    body: list[Row] = []
    sections = 0
    unit = -1
    number = 0
    # A stable sort keeps what damage appended in its unit; the last of equal keys stays the last.
    for line in sorted(lines, key=lambda line: line.appraisal.posting.unit):
        if line.appraisal.posting.unit != unit:
            unit, number = line.appraisal.posting.unit, 0
            sections += 1
            body.append(["", units[unit].name])
        number += 1
        body.append(_row(number, line))
    above = [
        ["REKAP PENILAIAN KINERJA BULANAN"],
        [agency.formal],
        [f"Bulan : {months.label(m)}"],
        [f"Tanggal Cetak : {months.long(printed)}"],
        [],
        HEADER,
    ]
    table = Table(above, body, sheet="Rekap", sections=sections, refused=tally([line.fate for line in lines]))
    name = f"RSUDAM - Rekap Kinerja Pegawai - {months.SHORT[m % 12]} {m // 12} (final).xlsx"
    return Export(
        agency.code,
        name,
        "rsudam-rekap-kinerja",
        "appraisals",
        "xlsx",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def _row(number: int, line: Line) -> list[str | int | float]:
    a = line.appraisal
    return [
        number, a.person.full, line.nip, a.posting.position.name, a.rater.full if a.rater else "Gubernur Lampung",
        a.rater.nip if a.rater else "-", line.result_text or a.result, a.behaviour, *[round(item / 3, 2) for item in a.items],
        PREDIKAT[a.predikat], f"{a.rated_at:%d-%m-%Y %H:%M:%S}",
    ]  # fmt: skip
