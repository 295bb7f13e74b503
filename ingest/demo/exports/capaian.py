"""Capaian: targets and realisations, monthly as CSV of all agencies (or one), half-yearly as the teachers' workbook."""

from collections.abc import Iterable, Sequence
from datetime import date

from ingest.demo import achievements, months
from ingest.demo.achievements import Achievement
from ingest.demo.exports.export import Export, Row, Table
from ingest.demo.province import Agency, Unit, agencies

DUTY = {"main": "Utama", "additional": "Tambahan", "development": "Pengembangan dan Inovasi"}
HEADER = (
    "No",
    "NIP",
    "Nama",
    "Perangkat Daerah",
    "Unit Kerja",
    "Indikator",
    "Jenis Tugas",
    "Target",
    "Realisasi",
    "Satuan",
)
TEACHERS = (
    "No",
    "NIP",
    "Nama Guru",
    "Satuan Pendidikan",
    "Jenis Tugas",
    "Indikator",
    "Target",
    "Realisasi",
    "Satuan",
    "Semester",
)


def monthly(
    rows: Iterable[Achievement], units: Sequence[Unit], m: int, printed: date, agency: Agency | None = None
) -> Export:
    """CSV of a month, of the whole province or of one agency."""
    names = [a.name for a in agencies()]
    body = [
        [
            str(n), a.person.nip, a.person.name, names[a.posting.agency], units[a.posting.unit].name, a.indicator.text, DUTY[a.indicator.duty],
            _comma(a.target), _comma(a.realisation), a.indicator.measure,
        ]
        for n, a in enumerate(rows, 1)
    ]  # fmt: skip
    owner = agency.formal.upper() if agency else "PEMERINTAH PROVINSI LAMPUNG"
    above = [
        ["CAPAIAN TARGET KINERJA INDIVIDU"],
        [owner],
        [f"BULAN : {months.label(m).upper()}"],
        [f"Dicetak: {months.long(printed)}"],
        HEADER,
    ]
    folder, who = (agency.code, agency.code) if agency else ("setda", "pemprov")
    return Export(
        folder, f"capaian_kinerja_{who}_{months.iso(m)}.csv", "capaian-kinerja-bulanan", "achievements", "csv", [Table(above, body)],
        printed.isoformat(), months.iso(m), bom=True,
    )  # fmt: skip


def half_yearly(rows: Iterable[Achievement], units: Sequence[Unit], m: int, printed: date) -> Export:
    """Workbook of the teachers' half-year."""
    body: list[Row] = [
        [
            n, a.person.nip, a.person.full, units[a.posting.unit].name, DUTY[a.indicator.duty], a.indicator.text, a.target, a.realisation,
            a.indicator.measure, achievements.label(a),
        ]
        for n, a in enumerate(rows, 1)
    ]  # fmt: skip
    label = f"Semester {months.ROMAN[m % 12 // 6]} {m // 12}"
    above: list[Row] = [
        ["CAPAIAN SASARAN KINERJA GURU"],
        ["Dinas Pendidikan dan Kebudayaan Provinsi Lampung"],
        [f"Periode : {label}"],
        [f"Dicetak: {months.long(printed)}"],
        TEACHERS,
    ]
    return Export(
        "disdikbud", f"Capaian SKP Guru {label}.xlsx", "ruang-gtk-capaian", "achievements", "xlsx", [Table(above, body, sheet="Capaian")],
        printed.isoformat(), months.iso(m),
    )  # fmt: skip


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",") if value < 100_000 else str(int(value))
