"""Akun saya: who am I here, what may I see, where am I signed in; change the password, sign out."""

from datetime import timedelta

import streamlit as st

from dashboard import look_up, reception
from warehouse.access import ROLE_LABELS
from warehouse.errors import AccountRefused
from warehouse.state import accounts, sessions

WIB = timedelta(hours=7)

session = reception.current()
viewer = session.viewer

st.title("Siapa saya di portal ini?")
scope = f"perangkat daerah {viewer.agency_code}" if viewer.agency_code else "seluruh provinsi"
st.markdown(f"**Anda masuk sebagai {viewer.name}, {ROLE_LABELS[viewer.role]}, dengan cakupan {scope}.**")
st.caption(
    f"Akun {viewer.account} · sesi berakhir pukul {(session.ends_at + WIB):%H.%M} WIB bila tidak dipakai"
)

if session.must_change:
    st.warning("Kata sandi Anda hanya untuk sekali pakai. Ganti sekarang agar halaman lain terbuka.")


st.subheader("Kata sandi")
with st.form("kata_sandi", clear_on_submit=True):
    old = st.text_input("Kata sandi lama", type="password", autocomplete="current-password")
    new = st.text_input("Kata sandi baru", type="password", autocomplete="new-password")
    again = st.text_input("Ulangi kata sandi baru", type="password", autocomplete="new-password")
    if st.form_submit_button("Ganti kata sandi"):
        try:
            if new != again:
                raise AccountRefused("Kedua kata sandi baru tidak sama.")
            accounts.change_password(look_up.state(), viewer.account, old, new, keep_session=session.digest)
            st.success("Kata sandi diganti. Sesi di peramban lain sudah berakhir.")
        except AccountRefused as error:
            st.error(str(error))

st.subheader("Tempat saya masuk")
living = sessions.of_account(look_up.state(), viewer.account)
st.table(
    [
        {
            "Peramban": row["browser"],
            "Masuk": f"{row['created_at'] + WIB:%d-%m-%Y %H.%M}",
            "Terakhir dipakai": f"{row['seen_at'] + WIB:%d-%m-%Y %H.%M}",
            "": "sesi ini" if row["digest"] == session.digest else "",
        }
        for row in living
    ]
)
if len(living) > 1 and st.button("Keluarkan semua sesi lain"):
    sessions.end_others(look_up.state(), session)
    st.rerun()
