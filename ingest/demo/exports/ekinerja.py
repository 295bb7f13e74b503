"""e-Kinerja: what an agency's admin downloads from the national application: the recap of ratings, the list of periods."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Table, tally
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import PREDIKAT

RATING = {3: "Di Atas Ekspektasi", 2: "Sesuai Ekspektasi", 1: "Di Bawah Ekspektasi", 0: "-"}
HEADER = (
    "No", "NIP", "Nama", "Jabatan", "Unit Kerja", "Unit Organisasi Induk", "NIP Penilai", "Nama Penilai", "Jabatan Penilai",
    "Periode", "Periode Awal", "Periode Akhir", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja", "Status",
)  # fmt: skip


def appraisals(
    agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date, *, semester: bool = False
) -> Export:
    """Workbook of one agency and month, or of its half-year ratings."""
    body = [_row(number, line, agency, units) for number, line in enumerate(lines, 1)]
    label = f"Semester {months.ROMAN[m % 12 // 6]} {m // 12}" if semester else months.label(m)
    above = [
        ["REKAPITULASI EVALUASI KINERJA PERIODIK PEGAWAI"],
        [agency.formal.upper()],
        [f"PERIODE : {label.upper()}"],
        [f"Dicetak: {months.long(printed)}"],
        [],
        HEADER,
        [f"({n})" for n in range(1, len(HEADER) + 1)],
    ]
    table = Table(above, body, sheet="Rekap", refused=tally([line.fate for line in lines]))
    what = "Rekap e-Kinerja Guru" if semester else "Rekap e-Kinerja"
    name = f"{what} {agency.short} {label}.xlsx"
    return Export(
        agency.code,
        name,
        "ekinerja-bkn-rekap",
        "appraisals",
        "xlsx",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def periods(agency: Agency, year: int, day: int, printed: date) -> Export:
    """Workbook of a year: an agency's own months with the day of the following month up to which they are filled in."""
    body = [
        [
            months.label(m), f"{months.first(m):%d-%m-%Y}", f"{months.last(m):%d-%m-%Y}",
            f"{months.first(m + 1).replace(day=day):%d-%m-%Y}", "Bulanan", str(year), "Ya" if m % 12 == 11 else "Tidak",
        ]
        for m in range(year * 12, year * 12 + 12)
    ]  # fmt: skip
    above = [
        ["DAFTAR PERIODE PENILAIAN KINERJA"],
        [agency.formal.upper()],
        [f"Dicetak: {months.long(printed)}"],
        [
            "Nama Periode",
            "Periode Awal",
            "Periode Akhir",
            "Batas Pengisian",
            "Jenis Periode",
            "Tahun",
            "Final",
        ],
    ]
    return Export(
        agency.code, f"Daftar Periode Penilaian {agency.short} {year}.xlsx", "ekinerja-periode", "periods", "xlsx",
        [Table(above, body, sheet="Periode")], printed.isoformat(), f"{year}-01",
    )  # fmt: skip


def _row(number: int, line: Line, agency: Agency, units: Sequence[Unit]) -> list[str | float]:
    a = line.appraisal
    rater, post = a.rater, a.rater_post
    period = (
        months.label(a.end) if a.start == a.end else f"Semester {months.ROMAN[a.end % 12 // 6]} {a.end // 12}"
    )
    return [
        str(number), line.nip, a.person.full, a.posting.position.name, units[a.posting.unit].name, agency.formal,
        rater.nip if rater else "-", rater.full if rater else "Gubernur Lampung", post.position.name if post else "Gubernur",
        period, f"{months.first(a.start):%d-%m-%Y}", f"{months.last(a.end):%d-%m-%Y}",
        line.result_text or RATING[a.result], RATING[a.behaviour], PREDIKAT.get(a.predikat, "-"),
        "Sudah Dievaluasi" if a.predikat else "Belum Dievaluasi",
    ]  # fmt: skip
