"""The look-up: whose run this is, asked anew at each run; and the settings and state that pages may need."""

from functools import cache

import streamlit as st

from dashboard.server.cookies import cookies
from dashboard.server.requests import cookie
from warehouse.settings import Settings
from warehouse.state import sessions
from warehouse.state.database import State, engine

STATE_OF = "_session"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.load()


def state() -> State:
    """The portal state, opened once per process."""
    return engine(settings())


def signed_in() -> sessions.SignedIn | None:
    """The session of the browser that asked for this run, or None.

    Streamlit keeps a state for a while after its browser is gone and hands it to whoever resumes it: so the state
    follows the cookie, and is emptied when another session's cookie comes with it.
    """
    secret = _cookie(cookies(settings()).session)
    found = sessions.find(state(), secret) if secret else None
    digest = found.digest if found else None
    if STATE_OF in st.session_state and st.session_state[STATE_OF] != digest:
        st.session_state.clear()
    st.session_state[STATE_OF] = digest
    return found


def before() -> str | None:
    """The cookie that came with the sign-in page: what a ticket is bound to."""
    return _cookie(cookies(settings()).before)


def _cookie(name: str) -> str | None:
    headers = st.context.headers
    lines = headers.get_all("Cookie") if hasattr(headers, "get_all") else []
    return cookie((line for line in lines if isinstance(line, str)), name)
