"""Source check: what the file, and files of the past, would give under the source as it stands."""

from typing import Any

import streamlit as st

from dashboard import components
from dashboard.languages import _
from dashboard.staff_pages import desk_columns, verdicts
from dashboard.staff_pages.source_draft import Draft
from dashboard.visit import Visit
from ingest import desk
from ingest.desk import Past, Preview, Source, Tried
from ingest.errors import IngestError
from warehouse.queries import files

WIDTH = 544


def on_file(here: Visit, draft: Draft, source: Source) -> Preview | None:
    """The first rows as they would load, with what would be refused; None where the file cannot be read so."""
    if source.period and source.period.from_ == "note":
        draft.said = desk.Said(
            period=st.text_input(
                _("Periode berkas ini, misalnya «Mei 2025»"), key=f"source-period-{draft.mark}", width=WIDTH
            )
        )
    try:
        with st.spinner(_("Memeriksa {name} …").format(name=draft.name)):
            seen = draft.once(
                ("preview", desk.compose(desk.said(source))[1], draft.said),
                lambda: desk.try_source(
                    here.settings, source, draft.name, draft.content, draft.said, draft.others
                ),
            )
    except IngestError as refused:
        st.error(str(refused))
        return None
    other = [one for one in seen.verdicts if one.source not in (None, source.source)]
    if other:
        st.warning(
            _(
                "Berkas ini sudah dibaca sumber «{source}»; tambahkan judul kolom penanda yang hanya dimiliki berkas ini, atau ubah sumber itu."
            ).format(source=other[0].source)
        )
    verdicts.draw(seen, here.marts)
    return seen


@st.fragment
def on_past(here: Visit, draft: Draft, source: Source) -> None:
    """A test run over earlier files, asked for by a button: each is read again, and nothing changes."""
    st.markdown(
        _(
            "Uji sumber ini pada berkas lama yang belum punya sumber atau dibaca versi sebelumnya; tidak ada yang berubah."
        )
    )
    if not st.button(_("Uji pada berkas lama"), icon=":material/history:"):
        return
    rows = files.of_source(here.marts, source.source) + files.unread(here.marts)
    past = [
        Past(
            row["file_sha256"],
            row["file_name"],
            row["status"],
            row.get("rows_loaded"),
            row.get("rows_quarantined"),
        )
        for row in rows
        if row["file_sha256"] != draft.sha256
    ]
    with st.spinner(_("Membaca berkas lama …")):
        tried = desk.try_past(here.settings, source, past)
    if not tried:
        components.empty_state(_("Tidak ada berkas lama yang menunggu sumber atau dibaca versi sebelumnya."))
        return
    components.table(
        [_row(one) for one in tried], desk_columns.tried(), caption=_("Berkas lama di bawah sumber ini")
    )


def _row(one: Tried) -> dict[str, Any]:
    words = verdicts.words()
    now = _("dibaca sumber lain") if one.is_other else words.get(one.status, one.status)
    return {
        "file_name": one.past.file_name,
        "before": words.get(one.past.status, one.past.status),
        "before_loaded": one.past.rows_loaded,
        "before_quarantined": one.past.rows_quarantined,
        "now": now,
        "now_loaded": one.rows_loaded,
        "now_quarantined": one.rows_quarantined,
    }
