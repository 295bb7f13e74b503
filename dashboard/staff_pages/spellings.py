"""Spellings: names of agencies that point at none yet; the province's HR says which one is meant."""

import streamlit as st

from dashboard import components
from dashboard.languages import _
from dashboard.look_up import state
from dashboard.staff_pages import desk_columns
from dashboard.visit import Visit
from warehouse.errors import DecisionRefused
from warehouse.queries import agencies, files
from warehouse.state import aliases

WIDTH = 544


def draw(here: Visit) -> None:
    """What is unknown, with the nearest known name; a form for the roles that may decide; what was decided."""
    unknown = files.unknown_agencies(here.marts).to_pylist()
    decisions = aliases.decided(state())
    names = {row["agency_code"]: row["agency_name"] for row in agencies.names(here.marts)}
    components.evidence(
        _("Nama perangkat daerah mana yang tidak dikenal?"),
        _(
            "Kemiripan dihitung dari huruf yang berbeda; baris dengan nama ini dihitung menurut daftar pegawai saja."
        ),
        rows=[row | {"suggested_name": names.get(row["suggested_agency_code"])} for row in unknown],
        columns=desk_columns.unknown_agencies(),
        download_name="ejaan-tidak-dikenal",
        empty=_("Semua nama perangkat daerah dikenal."),
        shown=True,
    )
    if here.viewer.role in aliases.DECIDERS:
        done = {row["alias"] for row in decisions}
        _connect(here, [row for row in unknown if row["agency_alias"] not in done], names)
    if decisions:
        components.evidence(
            _("Ejaan mana yang sudah disambungkan?"),
            _("Dipakai mulai rilis berikutnya."),
            rows=[row | {"agency_name": names.get(row["agency_code"])} for row in decisions],
            columns=desk_columns.aliases(),
            download_name="ejaan",
            shown=True,
        )


def _connect(here: Visit, unknown: list[files.Row], names: dict[str, str]) -> None:
    """One spelling, one agency; the nearest agency stands first in line."""
    if not unknown:
        return
    suggested = {row["agency_alias"]: row["suggested_agency_code"] for row in unknown}
    alias = st.selectbox(_("Ejaan"), list(suggested), key="ejaan", width=WIDTH)
    codes = list(names)
    near = suggested[alias]
    with st.form("alias-form", width=WIDTH):
        code = st.selectbox(
            _("Perangkat daerah yang dimaksud"),
            codes,
            index=codes.index(near) if near in codes else None,
            format_func=lambda one: names[one],
            key=f"alias-{alias}",
        )
        if st.form_submit_button(_("Sambungkan"), type="primary"):
            try:
                aliases.connect(state(), alias, code or "", here.viewer)
            except DecisionRefused as refused:
                st.error(str(refused))
            else:
                st.success(_("Tersambung. Rilis berikutnya memakainya."))
