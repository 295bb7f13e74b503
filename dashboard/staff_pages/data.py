"""Data: is what we have complete and fresh; files, quarantine, runs and releases."""

from datetime import datetime

import streamlit as st

from dashboard import choices, components, formats, navigation, visit
from dashboard.languages import _
from dashboard.staff_pages import (
    desk_columns,
    model_docs,
    owed,
    reconciliation,
    releases,
    removal,
    spellings,
    verdicts,
)
from dashboard.staff_pages.rows import spelled, words
from warehouse.queries import files
from warehouse.status import read_status

MOST_WARNED = 3
here = visit.current()
marts = here.marts

st.title(_("Apakah data lengkap dan segar?"), anchor=False)
totals = files.totals(marts)
failure = read_status(here.settings)["last_failure"]
components.answer(
    _(
        "{files} berkas diterima, {read} baris dibaca: {loaded} masuk, {quarantined} di karantina, {other} bukan data."
    ).format(
        files=formats.number(totals["files"]),
        read=formats.number(totals["rows_read"]),
        loaded=formats.number(totals["rows_loaded"]),
        quarantined=formats.number(totals["rows_quarantined"]),
        other=formats.number(totals["rows_not_data"]),
    )
)
components.meta_line(
    _("berkas terakhir {when}").format(when=formats.when(totals["last_received_at"]))
    if totals["files"]
    else None,
    _("{n} ditolak").format(n=formats.number(totals["refused"])),
    _("{n} menunggu").format(n=formats.number(totals["waiting"])),
)
if failure:
    st.warning(
        _("Pembangunan terakhir gagal pada {when}; rilis sebelumnya tetap dipakai. {reason}").format(
            when=formats.when(datetime.fromisoformat(failure["at"])), reason=failure["reason"]
        )
    )

parts = {
    "berkas": _("Berkas"),
    "kiriman": _("Kiriman"),
    "karantina": _("Karantina"),
    "pencocokan": _("Pencocokan pegawai"),
    "ejaan": _("Ejaan"),
    "rilis": _("Rilis"),
}
for name, mart in {"pencocokan": "fct_roster_month", "ejaan": "fct_unknown_agency"}.items():
    if not marts.has(mart):
        del parts[name]
part = choices.pills(_("Bagian"), parts, key="bagian")
if part == "berkas":
    kinds = verdicts.kinds()
    asked = {"": _("Semua jenis")} | {name: kinds.get(name, name) for name in files.datasets(marts)}
    dataset = choices.select(_("Jenis data"), asked, key="jenis")
    rows = spelled(
        files.ledger(marts, dataset or None),
        status_label=("status", words(marts, "batch_status")),
        dataset_label=("dataset", kinds),
    )
    rows = [row | {"reason": verdicts.with_withdrawal(row["reason"], row)} for row in rows]
    for row in [row for row in rows if row["is_unusual"]][:MOST_WARNED]:
        st.warning(f"**{formats.plain(row['file_name'])}** – {verdicts.with_withdrawal(None, row)}")
    components.evidence(
        _("Berkas apa yang diterima?"),
        _(
            "Tiap baris satu tabel dari satu berkas. Dibaca = masuk + karantina + bukan data (judul, kepala, kosong, jumlah, tanda tangan). Mencabut: baris yang ada sebelumnya tetapi tidak lagi dalam ekspor lengkap ini."
        ),
        rows=rows,
        columns=desk_columns.ledger(),
        download_name="berkas",
        empty=_("Belum ada berkas."),
        shown=True,
    )
    removal.draw(here)
elif part == "pencocokan":
    reconciliation.draw(here, here.release.speaks_for)
elif part == "ejaan":
    spellings.draw(here)
elif part == "kiriman":
    owed.draw(marts, here.viewer)
elif part == "karantina" and marts.has("fct_quarantine"):
    components.evidence(
        _("Mengapa baris ditahan?"),
        rows=files.quarantine_reasons(marts),
        columns=desk_columns.reasons(),
        download_name="alasan-karantina",
        empty=_("Tidak ada baris di karantina."),
        shown=True,
    )
    components.evidence(
        _("Baris mana di karantina?"),
        _("Isi pribadi disamarkan; baris aslinya ada dalam berkas pengirim pada lembar dan nomor baris ini."),
        rows=files.quarantine(marts),
        columns=desk_columns.quarantine(),
        download_name="karantina",
        empty=_("Tidak ada baris di karantina."),
        shown=True,
    )
elif part == "rilis":
    releases.draw(here)
    if here.viewer.role in navigation.EDITORS:
        model_docs.draw(here)
components.footer(here.release, demo=here.demo)
