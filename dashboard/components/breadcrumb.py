"""Breadcrumb: where a page stands below the first level, as links."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

Crumb = tuple[str, Any] | tuple[str, Any, dict[str, str]]


def breadcrumb(crumbs: Sequence[Crumb]) -> None:
    """Crumbs are (label, page) or (label, page, query parameters); the last one has page None: it is here."""
    with st.container(horizontal=True, gap="xsmall", key="sg-crumbs", vertical_alignment="center"):
        for index, crumb in enumerate(crumbs):
            label, page = crumb[0], crumb[1]
            if index:
                st.markdown(":gray[›]", width="content")
            if page is None:
                st.markdown(label, width="content")
            else:
                st.page_link(
                    page, label=label, query_params=crumb[2] if len(crumb) > 2 else None, width="content"
                )
