"""Choices: filters whose value lives in the address as a stable code, whatever the language of the labels."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.languages import _
from warehouse.marts import Marts
from warehouse.queries import province

WIDTH = 256
"""Pixels of a select box: as wide as its longest choice, not as the page."""


def select(
    label: str, options: Mapping[str, str], *, key: str, default: str | None = None, width: int = WIDTH
) -> str:
    """A select box over code → label; `key` is its name in the address, absent while the default is chosen.

    Streamlit's own binding writes the label into the address, so a link would break in the other language.
    """
    codes = list(options)
    first, shown = start(options, key, default)
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(shown),
        format_func=lambda code: options[code],
        key=f"choice-{key}",
        width=width,
    )
    remember(key, chosen, first)
    return chosen


def pills(label: str, options: Mapping[str, str], *, key: str, default: str | None = None) -> str:
    """The same as a row of pills, for few options."""
    codes = list(options)
    first, shown = start(options, key, default)
    chosen = st.pills(
        label,
        codes,
        default=shown,
        format_func=lambda code: options[code],
        key=f"choice-{key}",
        required=True,
        wrap=True,
    )
    remember(key, chosen or first, first)
    return chosen or first


def start(options: Mapping[str, str], key: str, default: str | None) -> tuple[str, str]:
    """The code that leaves no trace in the address, and the one to show: what the address asks for where it is offered."""
    first = default if default is not None and default in options else next(iter(options))
    asked = st.query_params.get(key, first)
    return first, asked if asked in options else first


def remember(key: str, chosen: str, default: str) -> None:
    """Writes a choice into the address; the default leaves no trace there."""
    if chosen != default:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]


def part(rows: list[dict[str, Any]], size: int = 50, *, key: str = "mulai") -> list[dict[str, Any]]:
    """The chosen part of rows that are too many for a table to read and click through; all where they fit in one."""
    if len(rows) <= size:
        return rows
    parts = {
        str(first): _("{first}–{last} dari {all}").format(
            first=first, last=min(first + size - 1, len(rows)), all=formats.number(len(rows))
        )
        for first in range(1, len(rows) + 1, size)
    }
    first = int(select(_("Baris"), parts, key=key))
    return rows[first - 1 : first - 1 + size]


def month(marts: Marts) -> date:
    """The month that the address or the reader chose; without a choice, the data month of the release."""
    rows = {row["month"].strftime("%Y-%m"): row for row in province.months(marts)}
    labels = {
        text: formats.month(row["month"]) + (_(" (berjalan)") if row["is_running"] else "")
        for text, row in rows.items()
    }
    data_month = next((text for text, row in rows.items() if row["is_current"]), None)
    return rows[select(_("Periode"), labels, key="bulan", default=data_month)]["month"]
