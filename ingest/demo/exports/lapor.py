"""LAPOR!: the admin panel's export of the province, three info rows and 26 columns."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.complaints import Complaint
from ingest.demo.exports.export import Export, Row, Table, headings
from ingest.demo.province import REGIONS, agencies

HEADER = headings("""
Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,
Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan,Sumber Laporan,Instansi Induk,
ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,
Kecamatan,Kelurahan,Nomor SK,Url SK,Url Dokumen Laporan Tahunan,
Laporan yang Masuk melalui Kanal Aduan Setwapres,Rating
""")


def complaints(rows: Sequence[tuple[Complaint, str]], m: int, printed: date) -> Export:
    """Workbook of what the panel listed on the day it was made."""
    names = [agency.name for agency in agencies()]
    body: list[Row] = [_row(complaint, status, names) for complaint, status in rows]
    above: list[Row] = [
        ["Judul Laporan", "Daftar Laporan Masuk"],
        ["Nama Instansi", "Pemerintah Provinsi Lampung"],
        ["Tanggal Generate", f"{printed.day} {months.SHORT[printed.month - 1]} {printed.year}"],
        HEADER,
    ]
    name = f"laporan-sp4n-{printed:%Y%m%d}.xlsx"
    table = Table(above, body, sheet="Laporan")
    return Export(
        "diskominfotik",
        name,
        "lapor-admin-provinsi",
        "complaints",
        "xlsx",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def _row(c: Complaint, status: str, names: list[str]) -> list[str]:
    place = REGIONS[c.region][0]
    subject = f"={c.category}" if c.tracking % 211 == 0 else f"Laporan {c.category.lower()}"
    return [
        str(c.tracking), f"{c.received.day} {months.SHORT[c.received.month - 1]} {c.received.year}", f"{c.received:%H:%M:%S}",
        "Anonim" if c.kind else f"Pelapor {c.tracking % 1000:03d}", c.group, "", c.category, subject,
        f"Mohon tindak lanjut.\nLokasi: {place}", "", c.kind, c.channel, "Pemerintah Provinsi Lampung", "",
        names[c.agency] if c.agency is not None else "", status, "Tidak cukup data" if status.startswith("Diarsipkan") else "",
        "Lampung", place, "", "", "", "", "", "Tidak", str(c.rating) if c.rating and status == c.ending else "",
    ]  # fmt: skip
