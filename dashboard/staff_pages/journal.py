"""Journal: looking at a person is written into the audit trail, once per visit of the page."""

import streamlit as st

from dashboard.look_up import state
from dashboard.visit import Visit
from warehouse.state import audit


def viewed(here: Visit, person_key: str) -> None:
    """Notes that this account opened this person; reruns of the same page add nothing."""
    if st.session_state.get("viewed-person") == person_key:
        return
    st.session_state["viewed-person"] = person_key
    with state().begin() as connection:
        audit.record(connection, here.viewer.account, "person.view", person_key)
