"""Rekap: the health and social agencies' own application; CSV from Excel with seven BerAKHLAK marks and decimal commas."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Table, headings, tally
from ingest.demo.people import Person
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import PREDIKAT

# Clerks type the ratings: every spelling that agencies were seen to use.
SPELT = {
    3: ("Di atas ekspektasi", "DIATAS EKSPEKTASI", "Diatas Espektasi"),
    2: ("Sesuai ekspektasi", "SESUAI EKSPEKTASI", "Sesuai"),
    1: ("Di bawah ekspektasi", "Dibawah Ekspektasi", "dibawah espektasi"),
}
CLASS = PREDIKAT | {2: "Kurang / Misconduct", 3: "Butuh Perbaikan/Cukup"}
HEADER = headings("""
No,NIP,Nama Pegawai,Jabatan,Unit Kerja,NIP Penilai,Nama Penilai,Rating Hasil Kerja,Berorientasi Pelayanan,
Akuntabel,Kompeten,Harmonis,Loyal,Adaptif,Kolaboratif,Rating Perilaku Kerja,Nilai Akhir,Predikat Kinerja
""")


def appraisals(
    agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date, head: Person
) -> Export:
    """CSV of one agency and month, signed by its head."""
    wide = len(HEADER)

    def pad(*cells: str, at: int = 0) -> list[str]:
        return [*[""] * at, *cells, *[""] * (wide - at - len(cells))]

    above = [
        pad("REKAPITULASI PENILAIAN KINERJA PEGAWAI"),
        pad(agency.formal.upper()),
        pad(f"PERIODE : {months.label(m).upper()}"),
        pad(f"Dicetak: {months.long(printed)}"),
        pad(),
        HEADER,
    ]
    below = [
        pad("Jumlah", str(len(lines)), at=wide - 2),
        pad(f"Bandar Lampung, {months.long(months.last(m))}", at=wide - 3),
        pad(f"NIP. {head.nip_spaced}", at=wide - 3),
    ]
    body = [_row(number, line, units) for number, line in enumerate(lines, 1)]
    table = Table(above, body, below, refused=tally([line.fate for line in lines]))
    name = f"rekap_kinerja_{agency.code}_{months.iso(m)}.csv"
    return Export(
        agency.code,
        name,
        "ekinerja-opd-rekap",
        "appraisals",
        "csv",
        [table],
        printed.isoformat(),
        months.iso(m),
        bom=True,
    )


def _row(number: int, line: Line, units: Sequence[Unit]) -> list[str]:
    a = line.appraisal
    spelling = (number + a.end) % 3
    nip = line.nip if isinstance(line.nip, str) else repr(line.nip)
    score = 40 + 10 * a.result + 0.55 * sum(a.items)
    return [
        str(number), f"'{nip}" if number % 9 == 0 and nip.isdigit() else nip, a.person.full, a.posting.position.name, units[a.posting.unit].name,
        a.rater.nip_spaced if a.rater else "", a.rater.full if a.rater else "Gubernur Lampung",
        line.result_text or SPELT[a.result][spelling], *[THIRDS[item] for item in a.items],
        SPELT[a.behaviour][spelling], f"{score:.2f}".replace(".", ","), CLASS[a.predikat] + (" " if spelling == 0 else ""),
    ]  # fmt: skip


THIRDS = {item: f"{item / 3:.2f}".replace(".", ",") for item in range(3, 10)}
