"""Reception: a signed-in viewer gets the handle of his scope and the pages of his role."""

import streamlit as st

from warehouse.state.sessions import SignedIn

KEY = "signed_in"


def open_pages(session: SignedIn) -> None:
    """Register the granted pages and run the one that was asked for."""
    st.session_state[KEY] = session
    st.navigation([st.Page("staff_pages/account.py", title="Akun saya", url_path="akun")]).run()


def current() -> SignedIn:
    """The session of this run; a page run without the entry script stops here with nothing drawn."""
    session = st.session_state.get(KEY)
    if not isinstance(session, SignedIn):
        st.stop()
    return session


def sign_out_button() -> None:
    """A form of its own: sign-out is a POST to the server, which ends the session before the page goes."""
    st.html(
        '<form method="post" action="/keluar"><button type="submit" class="siger-keluar">Keluar</button></form>'
    )
