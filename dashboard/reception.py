"""Reception: a signed-in viewer gets the handle of his scope and the pages of his role."""

from collections.abc import Collection

import streamlit as st

from dashboard.server import destination
from warehouse.access import ROLE_LABELS
from warehouse.state.sessions import SignedIn

KEY = "signed_in"


def paths(session: SignedIn) -> tuple[str, Collection[str]]:
    """The address of the viewer's home page, which answers at / alone, and of his other pages."""
    return "/beranda", ("/akun",)


def open_pages(session: SignedIn) -> None:
    """Register the granted pages and run the one that was asked for."""
    st.session_state[KEY] = session
    page = st.navigation(
        [
            st.Page(lambda: st.title("Beranda"), title="Beranda", url_path="beranda"),
            st.Page("staff_pages/account.py", title="Akun saya", url_path="akun"),
        ]
    )
    with st.sidebar:
        st.caption(f"{session.viewer.name} · {ROLE_LABELS[session.viewer.role]}")
        sign_out_button()
    if destination.UNKNOWN in st.query_params:
        st.info("Halaman itu tidak ada atau tidak termasuk peran Anda. Ini halaman awal Anda.")
    page.run()


def current() -> SignedIn:
    """The session of this run; a page run without the entry script stops here with nothing drawn."""
    session = st.session_state.get(KEY)
    if not isinstance(session, SignedIn):
        st.stop()
    return session


def sign_out_button() -> None:
    """A form of its own: sign-out is a POST to the server, which ends the session before the page goes."""
    st.html('<form method="post" action="/keluar"><button type="submit">Keluar</button></form>')
