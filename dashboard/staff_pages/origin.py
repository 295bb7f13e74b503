"""Origin: the panel *Asal angka*: from a figure to its rows, files, rules and tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard import components, formats
from dashboard.components import Column
from dashboard.languages import _
from dashboard.visit import Visit
from warehouse import provenance


def origin(here: Visit, mart: str, **key: Any) -> Callable[[], None]:
    """What draws the panel of one figure: `key` names the cell's columns and values. Traced when opened."""

    def draw() -> None:
        said = ", ".join(f"{name} = {_plain(value)}" for name, value in key.items())
        st.markdown(
            f":gray[{_('Rilis')}] {here.marts.release.label} · :gray[{_('model dbt')}] `{mart}`  \n{said}"
        )
        trace = provenance.trace(here.marts, mart, key)
        components.table(
            trace.files,
            [
                Column("file_name", _("Berkas")),
                Column("sheet", _("Lembar")),
                Column("rows", _("Baris"), "number"),
                Column("first_row", _("Baris pertama"), "number"),
                Column("source", _("Sumber")),
            ],
            caption=_("Berkas di balik angka ini"),
        )

    return draw


def _plain(value: Any) -> str:
    return formats.day(value) if isinstance(value, date) else str(value)
