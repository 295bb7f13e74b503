"""Personnel: BKD's yearly lists of awards and of disciplinary punishments from SIMPEG."""

from collections.abc import Iterable
from datetime import date

from ingest.demo import months
from ingest.demo.exports.export import Export, Row, Table
from ingest.demo.personnel import Award, Punishment
from ingest.demo.province import agencies

AWARDS = (
    "No", "NIP", "Nama", "Perangkat Daerah", "Nama Penghargaan", "Jenis Penghargaan", "Tanggal Penghargaan",
    "Pemberi Penghargaan", "Nomor SK",
)  # fmt: skip
DISCIPLINE = (
    "No", "NIP", "Nama", "Perangkat Daerah", "Tingkat Hukuman", "Jenis Hukuman", "Tanggal SK", "TMT Mulai",
    "TMT Selesai", "Pelanggaran",
)  # fmt: skip
BREACH = "Tidak masuk kerja tanpa alasan yang sah"


def awards(given: Iterable[Award], m: int, printed: date) -> Export:
    """Workbook of the year to month m: one row per award."""
    body: list[Row] = [
        [
            str(n), a.person.nip, a.person.full, agencies()[a.agency].formal, a.award, a.kind, f"{a.on:%d-%m-%Y}",
            a.granted_by, a.decree,
        ]
        for n, a in enumerate(given, 1)
    ]  # fmt: skip
    return _list(
        "RIWAYAT PENGHARGAAN PEGAWAI", "Riwayat Penghargaan", "awards", "simpeg-riwayat-penghargaan", AWARDS, body, m, printed
    )  # fmt: skip


def discipline(decided: Iterable[Punishment], m: int, printed: date) -> Export:
    """Workbook of the year to month m: one row per decision, with what was done, which intake drops."""
    body: list[Row] = [
        [
            str(n), p.person.nip, p.person.full, agencies()[p.agency].formal, p.level, p.sanction, f"{p.decided:%d-%m-%Y}",
            f"{p.since:%d-%m-%Y}", f"{p.until:%d-%m-%Y}", BREACH,
        ]
        for n, p in enumerate(decided, 1)
    ]  # fmt: skip
    return _list(
        "RIWAYAT HUKUMAN DISIPLIN PEGAWAI", "Riwayat Hukuman Disiplin", "discipline", "simpeg-hukuman-disiplin",
        DISCIPLINE, body, m, printed,
    )  # fmt: skip


def _list(
    title: str,
    name: str,
    dataset: str,
    source: str,
    header: tuple[str, ...],
    body: list[Row],
    m: int,
    printed: date,
) -> Export:
    above: list[Row] = [[title], [f"TAHUN {m // 12}"], [f"Dicetak: {months.long(printed)}"], header]
    return Export(
        "bkd", f"{name} {m // 12}.xlsx", source, dataset, "xlsx", [Table(above, body, sheet="Riwayat")],
        printed.isoformat(), months.iso(m),
    )  # fmt: skip
