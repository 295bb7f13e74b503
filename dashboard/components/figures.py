"""Figures: the few numbers a page opens with, as cards of equal height.

One piece of HTML for all cards: lighter than five metrics, read aloud as a list, two a row on a phone.
All text is escaped; colours are classes of siger.css, so they follow a change of theme without a rerun.
"""

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from dashboard.charts.sparkline import line
from dashboard.languages import _

Tone = Literal["good", "bad", "attention", "info", "neutral"]

_ARROWS = {"+": "sg-up", "−": "sg-down"}


def figure_card(
    label: str,
    value: str,
    *,
    change: str | None = None,
    tone: Tone = "neutral",
    note: str | None = None,
    note_tone: Tone = "neutral",
    spark: Sequence[float | None] | None = None,
    meaning: str | None = None,
) -> str:
    """One card as HTML for `figures`.

    `value` is ready text ("82,2"); `change` starts with + or − and says since when ("+0,8 setahun");
    `tone` colours change and line; `note` carries sample or coverage; `spark` the last months in order; `meaning` says on its label what the figure is.
    """
    told = f' title="{escape(meaning)}"' if meaning else ""
    parts = [f'<div class="sg-label"{told}>{escape(label)}</div><div class="sg-value">{escape(value)}</div>']
    if change:
        arrow = _ARROWS.get(change[0], "")
        parts.append(f'<div class="sg-pill sg-{tone} {arrow}">{escape(change)}</div>')
    if spark is not None:
        said = _("{label}: {count} bulan terakhir").format(label=label, count=len(spark))
        parts.append(f'<div class="sg-line sg-line-{tone}">{line(spark, said)}</div>')
    if note:
        parts.append(f'<div class="sg-note sg-{note_tone}">{escape(note)}</div>')
    return f'<div class="sg-figure" role="listitem">{"".join(parts)}</div>'


def figures(*cards: str) -> None:
    """Draw cards made by `figure_card`, at most five, the most important first."""
    st.html(f'<div class="sg-figures" role="list">{"".join(cards)}</div>')
