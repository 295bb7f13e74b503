"""Sumber: which source reads which files, which files wait for one; a source's versions, its YAML in and out."""

import streamlit as st

from dashboard import components, formats, navigation, visit
from dashboard.languages import _
from dashboard.staff_pages import desk_columns, source_change, verdicts
from dashboard.staff_pages.rows import linked
from ingest import desk
from warehouse.access import may
from warehouse.queries import files

here = visit.current()
marts = here.marts
may_change = may(here.viewer, "edit_sources")
known = desk.listed(here.settings)
read = {row["source"]: row for row in files.by_source(marts)}
waiting = files.unread(marts)

st.title(_("Dari sumber mana data datang?"), anchor=False)
components.answer(
    _(
        "{n} sumber aktif; {read} di antaranya sudah membaca berkas, dan {waiting} berkas belum punya sumber."
    ).format(
        n=formats.number(sum(one.enabled for one in known)),
        read=formats.number(sum(one.enabled and one.source in read for one in known)),
        waiting=formats.number(len(waiting)),
    )
)
components.meta_line(
    _("sumber = cara membaca ekspor satu aplikasi"), _("versi baru hanya membaca berkas yang datang kemudian")
)
if may_change:
    st.page_link(navigation.script("tambah-sumber"), label=_("Tambah sumber"), icon=":material/add_circle:")

components.evidence(
    _("Berkas mana belum punya sumber?"),
    _("Tersimpan utuh di arsip; begitu sumbernya ada, berkas ini dimuat sendiri."),
    rows=linked(waiting, here.viewer, "tambah-sumber", {"berkas": "file_sha256"}) if may_change else waiting,
    columns=desk_columns.unread(),
    download_name="berkas-tanpa-sumber",
    empty=_("Semua berkas sudah punya sumber."),
    shown=True,
)
kinds = verdicts.kinds()
busy_first = sorted(known, key=lambda one: -(read.get(one.source) or {"files": 0})["files"])
with st.container(key="sg-sources"):
    components.evidence(
        _("Sumber apa saja yang ada?"),
        rows=linked(
            [
                (read.get(one.source) or {"files": 0})
                | {
                    "source": one.source,
                    "title": one.title,
                    "dataset_label": kinds.get(one.dataset, one.dataset),
                    "version": source_change.version(one),
                    "state": source_change.state(one),
                }
                for one in busy_first
            ],
            here.viewer,
            "sumber",
            {"sumber": "source"},
        ),
        columns=desk_columns.sources(),
        download_name="sumber",
        shown=True,
    )
source_change.draw(here, known, may_change=may_change)
components.footer(here.release, demo=here.demo)
