"""Removal: a file is taken out of the figures with a reason, or let back in; the archive keeps it either way."""

import streamlit as st

from dashboard import formats
from dashboard.languages import _
from dashboard.look_up import state
from dashboard.visit import Visit
from warehouse.errors import DecisionRefused
from warehouse.queries import files
from warehouse.state import deletions

WIDTH = 544


def draw(here: Visit) -> None:
    """Both forms, for the roles that may decide; nothing for others."""
    if here.viewer.role not in deletions.DELETERS:
        return
    gone = deletions.standing(state())
    known = {row["file_sha256"]: row for row in files.contents(here.marts)}
    with st.expander(_("Hapus atau pulihkan berkas")):
        _remove(here, {sha256: row for sha256, row in known.items() if sha256 not in gone})
        if gone:
            names = {
                sha256: _("{file}, dihapus oleh {who} {when}: {reason}").format(
                    file=known[sha256]["file_name"] if sha256 in known else sha256[:12],
                    who=one.deleted_by,
                    when=formats.when(one.deleted_at),
                    reason=one.reason,
                )
                for sha256, one in gone.items()
            }
            _restore(here, names)


def _remove(here: Visit, known: dict[str, files.Row]) -> None:
    with st.form("removal", clear_on_submit=True, width=WIDTH):
        sha256 = st.selectbox(
            _("Berkas yang dihapus"),
            list(known),
            index=None,
            format_func=lambda one: _("{file}, diterima {when}, {n} baris").format(
                file=known[one]["file_name"],
                when=formats.when(known[one]["received_at"]),
                n=formats.number(known[one]["rows_loaded"]),
            ),
        )
        reason = st.text_input(_("Alasan penghapusan"), max_chars=300)
        sure = st.checkbox(_("Ya, baris berkas ini tidak dihitung lagi mulai rilis berikutnya"))
        if st.form_submit_button(_("Hapus berkas")):
            if sha256 is None or not sure:
                st.error(_("Pilih berkasnya dan centang bahwa Anda yakin; belum ada yang dihapus."))
                return
            try:
                deletions.remove(state(), sha256, here.viewer, reason)
            except DecisionRefused as refused:
                st.error(str(refused))
            else:
                st.success(_("Dihapus. Rilis berikutnya tanpa berkas itu; arsip tetap menyimpannya."))


def _restore(here: Visit, names: dict[str, str]) -> None:
    with st.form("restoration", clear_on_submit=True, width=WIDTH):
        sha256 = st.selectbox(
            _("Berkas yang dipulihkan"), list(names), index=None, format_func=lambda one: names[one]
        )
        reason = st.text_input(_("Alasan pemulihan"), max_chars=300)
        if st.form_submit_button(_("Pulihkan berkas")) and sha256 is not None:
            try:
                deletions.restore(state(), sha256, here.viewer, reason)
            except DecisionRefused as refused:
                st.error(str(refused))
            else:
                st.success(_("Dipulihkan. Rilis berikutnya menghitungnya lagi."))
