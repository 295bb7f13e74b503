"""Language: the reader's choice between Indonesian and English, kept in the address."""

import streamlit as st

from dashboard.languages import KEY


def language_choice() -> None:
    """Two small buttons, ID and EN; the rest of the run speaks the chosen language."""
    st.segmented_control(
        "Bahasa / Language",
        ["ID", "EN"],
        default="ID",
        required=True,
        key=KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
