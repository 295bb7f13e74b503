"""Metode: how figures are made, by which rules, what is hidden and why, and what figures cannot tell."""

import streamlit as st

from dashboard import formats
from dashboard.components import Column, answer, meta_line, table
from dashboard.languages import _, current
from dashboard.public_pages.edition import Edition, Row
from warehouse.queries import public


def page(edition: Edition) -> None:
    """The page for an edition."""
    st.title(_("Bagaimana angka ini dibuat?"), anchor=False)
    answer(
        _(
            "Setiap angka dihitung dari berkas resmi perangkat daerah dengan aturan yang tertulis di bawah; tidak ada yang diketik tangan."
        )
    )
    meta_line(_("Rilis {label}").format(label=edition.release.label), formats.when(edition.release.built_at))

    st.header(_("Dari mana datanya?"), anchor=False)
    st.markdown(
        _(
            "- **Penilaian kinerja pegawai**: ekspor aplikasi kinerja tiap perangkat daerah (PermenPANRB 6/2022).\n"
            "- **Survei Kepuasan Masyarakat**: jawaban sembilan unsur, skala 1–4 (PermenPANRB 14/2017).\n"
            "- **Pengaduan**: ekspor SP4N-LAPOR! (PermenPANRB 62/2018), tanpa isi laporan dan tanpa nama pelapor.\n\n"
            "Berkas disimpan seperti diterima. Baris yang tidak memenuhi pemeriksaan ditolak dengan alasan, dan tidak ikut dihitung."
        )
    )
    st.header(_("Bagaimana IKM dihitung?"), anchor=False)
    st.markdown(
        _(
            "Rata-rata tiap unsur dikalikan bobot yang sama (1/9), dijumlahkan, lalu dikalikan 25; hasilnya antara 25 dan 100. "
            "Selang 95 % menunjukkan seberapa jauh nilai dapat bergeser bila responden lain yang menjawab. "
            "Perangkat daerah disebut di atas atau di bawah rata-rata hanya bila selangnya tidak memuat rata-rata provinsi."
        )
    )
    st.header(_("Aturan mana yang berlaku?"), anchor=False)
    table(_rules(edition), _columns(), caption=_("Aturan yang berlaku, dengan dasar hukumnya"))

    st.header(_("Apa arti setiap ukuran?"), anchor=False)
    table(
        _measures(edition),
        _meanings(),
        caption=_("Ukuran pada halaman publik, satuan, dan penanggung jawabnya"),
    )

    st.header(_("Apa yang disembunyikan, dan mengapa?"), anchor=False)
    people, answers = edition.minimum("public_minimum"), edition.minimum("ikm_minimum")
    st.markdown(
        _(
            "Halaman ini tidak memuat nama, NIP, atau angka yang dapat menunjuk satu orang (UU 14/2008 Pasal 17 huruf h, UU 27/2022).\n\n"
            "- Kelompok di bawah {people} orang atau jawaban tidak ditampilkan; IKM tampil mulai dari {answers} jawaban.\n"
            "- Bila sebuah angka tersembunyi dapat dihitung dari angka lain, angka lain itu ikut disembunyikan.\n"
            "- Bagian pegawai dibulatkan ke 5 %; predikat yang kecil digabung; bila hampir semua sama, sebarannya tidak ditampilkan.\n"
            "- Angka ditahan bila terlalu sedikit pegawai yang sudah dinilai.\n\n"
            "Tanda – berarti tidak ada angka, bukan nol; alasannya tertulis di sebelahnya."
        ).format(people=formats.number(people), answers=formats.number(answers))
    )
    st.header(_("Apa yang tidak dapat dikatakan angka ini?"), anchor=False)
    st.markdown(
        _(
            "- Predikat pegawai adalah penilaian atasan, bukan ukuran mutu layanan; keduanya ditampilkan berdampingan, tidak dirata-ratakan.\n"
            "- Responden survei bukan sampel acak seluruh warga; mereka yang memakai layanan.\n"
            "- Jumlah pengaduan yang tinggi dapat berarti layanan buruk, dapat pula berarti warga percaya laporannya dibaca.\n"
            "- Perbedaan kecil antarperangkat daerah sering hanya kebetulan; karena itu tidak ada peringkat."
        )
    )


def _rules(edition: Edition) -> list[Row]:
    """The rules in force in the data month, their value written as its unit asks."""
    now = edition.release.data_month
    rows = []
    for rule in edition.rows(public.rules):
        if now and (rule["valid_from"] > now or (rule["valid_to"] and rule["valid_to"] < now)):
            continue
        value = formats.percent(rule["value"]) if rule["unit"] == "share" else _plain(rule["value"])
        rows.append(rule | {"label": rule[f"label_{current()}"], "text": value})
    return rows


def _measures(edition: Edition) -> list[Row]:
    """The public measures in the reader's language."""
    words = {"label": "label", "definition": "definition", "unit": "unit_label"}
    return [
        {name: row[f"{column}_{current()}"] for name, column in words.items()} | {"owner": row["owner"]}
        for row in edition.rows(public.measures)
    ]


def _meanings() -> list[Column]:
    return [
        Column("label", _("Ukuran")),
        Column("definition", _("Artinya")),
        Column("unit", _("Satuan")),
        Column("owner", _("Penanggung jawab")),
    ]


def _plain(value: float) -> str:
    return formats.number(value, 0 if float(value).is_integer() else 2)


def _columns() -> list[Column]:
    return [
        Column("label", _("Aturan")),
        Column("text", _("Nilai")),
        Column("valid_from", _("Berlaku sejak"), "day"),
        Column("legal_source", _("Dasar")),
    ]
