"""Evidence: one question with its chart, and under it the way to origin, table and download."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.lines import reading
from dashboard.components.states import empty_state, failure
from dashboard.components.table import Column, Rows, csv_bytes, table
from dashboard.languages import _

Origin = Callable[[Sequence[str]], None] | Mapping[str, str]


def evidence(
    title: str,
    how_to_read: str | None = None,
    spec: dict[str, Any] | Callable[[], dict[str, Any]] | None = None,
    rows: Rows | None = None,
    columns: Sequence[Column] = (),
    download_name: str | None = None,
    origin: Origin | None = None,
    *,
    empty: str | None = None,
    key: str | None = None,
    shown: bool = False,
    whole: Rows | None = None,
) -> None:
    """Draw one block: heading question, grey line how to read, chart, row *Asal angka · Tabel · Unduh*.

    `spec` is a ready Vega-Lite dict of `dashboard.charts` (or what makes one, so that a fault stays inside this block).
    `rows` with `columns` are the same figures as a table; `download_name` without suffix. `origin` says where the
    figures come from: label → text, or a function that draws it and is told the names of the columns. `empty` stands in when
    there are no rows at all. `shown` puts the table on the page itself: the evidence is the table. `whole` is what is taken
    away where the page shows a part of it.
    """
    name = key or re.sub(r"[^a-z0-9]+", "-", (download_name or title).lower()).strip("-")
    st.header(title, anchor=False)
    if how_to_read:
        reading(how_to_read)
    if empty is not None and (rows is None or len(rows) == 0):
        empty_state(empty)
        return
    with failure():
        if spec is not None:
            ready = spec() if callable(spec) else spec
            # theme=None: the frame is ours; Streamlit's own would change rows, fonts and tooltips.
            st.vega_lite_chart(ready, theme=None, width="stretch", key=f"chart-{name}")
        if shown and rows is not None:
            table(rows, columns, caption=title)
        taken = rows if whole is None else whole
        _actions(name, title, rows, columns, download_name, origin, taken, with_table=not shown)


@st.fragment
def _actions(
    name: str,
    title: str,
    rows: Rows | None,
    columns: Sequence[Column],
    download_name: str | None,
    origin: Origin | None,
    taken: Rows | None,
    *,
    with_table: bool,
) -> None:
    """The row under a chart; what a popover holds is made when it is opened, and only this row runs again."""
    with st.container(horizontal=True, gap="small", key=f"sg-actions-{name}"):
        if origin is not None:
            panel = st.popover(
                _("Asal angka"),
                type="tertiary",
                icon=":material/account_tree:",
                key=f"origin-{name}",
                on_change="rerun",
            )
            if panel.open:
                with panel, failure():
                    _draw(origin, [column.name for column in columns])
        if rows is None or taken is None or not columns:
            return
        if with_table:
            panel = st.popover(
                _("Tabel"), type="tertiary", icon=":material/table:", key=f"table-{name}", on_change="rerun"
            )
            if panel.open:
                with panel:
                    table(rows, columns, caption=title)
        if download_name:
            st.download_button(
                _("Unduh"),
                data=lambda: csv_bytes(taken, columns),
                file_name=f"{download_name}.csv",
                mime="text/csv",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{name}",
            )


def _draw(origin: Origin, shown: Sequence[str]) -> None:
    if callable(origin):
        origin(shown)
        return
    for label, text in origin.items():
        st.markdown(f":gray[{label}]  \n{text}")
