"""Visit: who looks at this run, and the handle through which he reads."""

from dataclasses import dataclass

import streamlit as st

from warehouse.access import Viewer
from warehouse.marts import Marts
from warehouse.release import Release
from warehouse.settings import Settings

KEY = "visit"


@dataclass(frozen=True)
class Visit:
    """One run of one page by one viewer."""

    viewer: Viewer
    marts: Marts
    settings: Settings

    @property
    def release(self) -> Release:
        """The release that the marts show; only the public file's marts have none, and they meet no viewer."""
        release = self.marts.release
        assert release is not None
        return release

    @property
    def demo(self) -> bool:
        """The data are invented, and every page says so."""
        return self.settings.demo


def begin(viewer: Viewer, marts: Marts, settings: Settings) -> Visit:
    """Called by the entry script after the look-up, before any page runs."""
    visit = Visit(viewer, marts, settings)
    st.session_state[KEY] = visit
    return visit


def current() -> Visit:
    """The visit of this run; a page run without the entry script stops here with nothing drawn."""
    visit = st.session_state.get(KEY)
    if not isinstance(visit, Visit):
        st.stop()
    return visit
