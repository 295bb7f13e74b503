"""Data terbuka: every table of the public file as CSV, with its checksum, for anyone to use."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.components import Column, answer, csv_bytes, meta_line, table
from dashboard.languages import _
from dashboard.public_pages.edition import Edition
from warehouse.queries import public


def page(edition: Edition) -> None:
    """The page for an edition."""
    st.title(_("Data mana yang boleh Anda pakai?"), anchor=False)
    answer(
        _("Semua angka pada halaman ini, sebagai CSV, bebas dipakai dengan menyebut sumber dan nomor rilis.")
    )
    meta_line(
        _("Rilis {label}").format(label=edition.release.label),
        edition.release.release_id,
        formats.when(edition.release.built_at),
    )
    words = _descriptions()
    files: list[dict[str, Any]] = []
    for name in public.TABLES:
        size, digest = _facts(edition.release.public, edition, name)
        files.append({"name": f"{name}.csv", "what": words[name], "rows": size, "sha256": digest})

    st.header(_("Tabel dan unduhan"), anchor=False)
    for file, name in zip(files, public.TABLES, strict=True):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"sg-file-{name}",
        ):
            st.markdown(
                f"**{file['what']}**  \n:gray[{file['name']} · {formats.number(file['rows'])} {_('baris')}]",
                width="content",
            )
            st.download_button(
                _("Unduh CSV"),
                data=_maker(edition, name),
                file_name=f"{edition.release.label}-{file['name']}",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{name}",
            )
    st.header(_("Bagaimana memeriksa berkas?"), anchor=False)
    st.markdown(
        _(
            "Hitung SHA-256 berkas yang Anda unduh (misalnya `sha256sum berkas.csv`) dan bandingkan dengan tabel ini."
        )
    )
    table(
        files,
        [Column("name", _("Berkas")), Column("sha256", "SHA-256")],
        caption=_("Jumlah periksa tiap berkas"),
    )
    st.header(_("Lisensi dan kontak"), anchor=False)
    st.markdown(
        _(
            "Data ini terbuka untuk dipakai, disalin dan diolah siapa pun, juga untuk usaha, dengan syarat menyebut "
            "*Siger, Pemerintah Provinsi Lampung* dan nomor rilis (setara CC BY 4.0; Perpres 39/2019 tentang Satu Data Indonesia). "
            "Angka yang disembunyikan tidak boleh dicoba dipulihkan untuk mengenali orang (UU 27/2022).\n\n"
            "Pertanyaan atau koreksi: PPID Pemerintah Provinsi Lampung. Pengaduan layanan: [lapor.go.id](https://www.lapor.go.id)."
        )
    )
    st.markdown(
        ":gray["
        + _(
            "CSV: UTF-8, pemisah koma, desimal titik, tanggal ISO; sel kosong berarti disembunyikan atau tidak ada."
        )
        + "]"
    )


def _maker(edition: Edition, name: str) -> Callable[[], bytes]:
    return lambda: _csv(edition.release.public, edition, name)


def _facts(path: Path, edition: Edition, name: str) -> tuple[int, str]:
    """Rows and SHA-256 of a table's CSV."""
    return len(edition.table(public.whole, table=name)), hashlib.sha256(_csv(path, edition, name)).hexdigest()


@lru_cache(maxsize=64)
def _csv(path: Path, edition: Edition, name: str) -> bytes:
    """The file people download; kept per release, since its checksum is shown before anyone asks for it."""
    rows = edition.table(public.whole, table=name)
    return csv_bytes(rows, [Column(column, column) for column in rows.column_names])


def _descriptions() -> dict[str, str]:
    return {
        "pub_province_month": _("Provinsi per bulan"),
        "pub_agency": _("Daftar perangkat daerah"),
        "pub_agency_month": _("Perangkat daerah per bulan: cakupan dan sebaran predikat"),
        "pub_agency_ikm": _("IKM perangkat daerah, 12 bulan bergulir"),
        "pub_service_ikm": _("IKM unit layanan per tahun"),
        "pub_complaint_quarter": _("Pengaduan per triwulan"),
        "pub_complaint_class": _("Pengaduan perangkat daerah per jenis, empat triwulan"),
        "pub_region_ikm": _("IKM per kabupaten/kota"),
        "pub_rule": _("Aturan yang dipakai"),
        "pub_measure": _("Arti setiap ukuran"),
        "pub_label": _("Label kode"),
        "pub_build": _("Tanggal data rilis ini"),
    }
