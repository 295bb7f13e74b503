"""Visit: who looks at this run, and the handle through which he reads."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import formats
from dashboard.languages import _
from warehouse.access import Viewer
from warehouse.marts import Marts
from warehouse.queries import province

KEY = "visit"


@dataclass(frozen=True)
class Visit:
    """One run of one page by one viewer."""

    viewer: Viewer
    marts: Marts


def begin(viewer: Viewer, marts: Marts) -> Visit:
    """Called by the entry script after the look-up, before any page runs."""
    visit = Visit(viewer, marts)
    st.session_state[KEY] = visit
    return visit


def current() -> Visit:
    """The visit of this run; a page run without the entry script stops here with nothing drawn."""
    visit = st.session_state.get(KEY)
    if not isinstance(visit, Visit):
        st.stop()
    return visit


def month_choice(marts: Marts) -> date:
    """The month that the address or the reader chose; without a choice, the data month of the release."""
    months = province.months(marts)
    by_text = {row["month"].strftime("%Y-%m"): row for row in months}
    current_text = next((text for text, row in by_text.items() if row["is_current"]), next(iter(by_text)))

    def label(text: str) -> str:
        running = _(" (berjalan)") if by_text[text]["is_running"] else ""
        return f"{formats.month(by_text[text]['month'])}{running}"

    chosen = st.selectbox(
        _("Periode"),
        list(by_text),
        index=list(by_text).index(current_text),
        format_func=label,
        key="bulan",
        bind="query-params",
    )
    return by_text[chosen]["month"]
