"""Akun saya: who am I here, what may I see, where am I signed in; change the password, sign out."""

import re

import streamlit as st

from dashboard import components, formats, look_up, reception, visit
from dashboard.components import Column
from dashboard.languages import _
from warehouse.access import ROLE_LABELS
from warehouse.errors import AccountRefused
from warehouse.queries import agencies
from warehouse.state import accounts, sessions

# in this order: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac": "macOS",
    "Linux": "Linux",
}


def browser(agent: str) -> str:
    """A browser's long name for itself in two words, as far as it is a known one."""
    program = next(
        (word for sign, word in BROWSERS.items() if re.search(rf"{sign}\w*/", agent)), _("Peramban lain")
    )
    system = next((word for sign, word in SYSTEMS.items() if sign in agent), None)
    return f"{program}, {system}" if system else program


def scope(agency_code: str | None) -> str:
    """What the account may see, in words; the agency by name once a release knows it."""
    if agency_code is None:
        return _("seluruh provinsi")
    here = st.session_state.get(visit.KEY)
    agency = agencies.one(here.marts, agency_code) if isinstance(here, visit.Visit) else None
    return agency["agency_name"] if agency else agency_code


session = reception.current()
viewer = session.viewer

st.title(_("Siapa saya di portal ini?"), anchor=False)
components.answer(
    _("Anda masuk sebagai {name}, peran {role}, dengan cakupan {scope}.").format(
        name=viewer.name, role=_(ROLE_LABELS[viewer.role]), scope=scope(viewer.agency_code)
    )
)
components.meta_line(
    _("Akun {account}").format(account=viewer.account),
    _("bila tidak dipakai, sesi berakhir {when}").format(when=formats.when(session.ends_at)),
)
if session.must_change:
    st.warning(_("Kata sandi Anda hanya untuk sekali pakai. Ganti sekarang agar halaman lain terbuka."))

st.header(_("Kata sandi"), anchor=False)
with st.form("password", clear_on_submit=True, width=416):
    old = st.text_input(_("Kata sandi lama"), type="password", autocomplete="current-password")
    new = st.text_input(_("Kata sandi baru"), type="password", autocomplete="new-password")
    again = st.text_input(_("Ulangi kata sandi baru"), type="password", autocomplete="new-password")
    if st.form_submit_button(_("Ganti kata sandi")):
        try:
            if new != again:
                raise AccountRefused(_("Kedua kata sandi baru tidak sama. Ketik ulang keduanya."))
            accounts.change_password(look_up.state(), viewer.account, old, new, keep_session=session.digest)
            st.toast(_("Kata sandi diganti. Sesi di peramban lain sudah berakhir."), icon=":material/check:")
            st.rerun()
        except AccountRefused as error:
            st.error(str(error))

st.header(_("Di mana saya masuk?"), anchor=False)
living = sessions.of_account(look_up.state(), viewer.account)
components.table(
    [
        row
        | {"place": browser(row["browser"]) + (_(" (sesi ini)") if row["digest"] == session.digest else "")}
        for row in living
    ],
    [
        Column("place", _("Peramban")),
        Column("created_at", _("Masuk"), "when"),
        Column("seen_at", _("Terakhir dipakai"), "when"),
    ],
    caption=_("Di mana saya masuk?"),
)
if len(living) > 1 and st.button(_("Keluarkan semua sesi lain")):
    sessions.end_others(look_up.state(), session)
    st.rerun()
here = st.session_state.get(visit.KEY)
if isinstance(here, visit.Visit):
    components.footer(here.release, demo=here.demo)
