"""Footer: which release a page shows, until when its data reach, when it was built, when the next one comes."""

from datetime import date, datetime
from typing import Protocol

import streamlit as st

from dashboard import formats
from dashboard.languages import _


class Published(Protocol):
    """What a footer needs of a release."""

    @property
    def label(self) -> str: ...
    @property
    def built_at(self) -> datetime: ...
    @property
    def data_month(self) -> date | None: ...


def footer(release: Published, *, next_release: date | None = None, demo: bool = False) -> None:
    """One grey line at the end of a page; invented data say so with a badge."""
    parts = [
        _("Rilis {label}").format(label=release.label),
        _("data sampai {month}").format(month=formats.month(release.data_month)),
        _("dibuat {when}").format(when=formats.when(release.built_at)),
    ]
    if next_release is not None:
        parts.append(_("rilis berikut {day}").format(day=formats.day(next_release)))
    with st.container(key="sg-footer"):
        st.markdown(f":gray[{' · '.join(parts)}]")
        if demo:
            st.badge(_("Data contoh: bukan angka sebenarnya"), icon=":material/science:", color="orange")
