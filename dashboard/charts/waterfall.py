"""Waterfall: why a figure moved: then, a step per part, now; the axis is cut near the levels, and the page says so."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import ROWS, Rows, filled, records, template
from dashboard.formats import number, percent, points, signed
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

ROW = 30
COLUMNS = 118
"""Pixels right of the bars for the step and the persons behind it."""
AIR = 0.12
"""Room on both sides of the levels, as a part of their spread."""


def spec(
    rows: Rows,
    *,
    mode: Mode,
    names: dict[str, str],
    value: str = "value",
    share: bool = True,
    ends: tuple[str, str] = ("before", "now"),
) -> dict[str, Any]:
    """Rows in order: step, value, persons. The two steps in `ends` stand for themselves, the others add to what is before
    them. `share` writes values as percent and steps in points, else as plain numbers with two decimals.
    """
    bars: list[dict[str, Any]] = []
    level = 0.0
    for row in records(rows):
        amount, total = float(row[value]), row["step"] in ends
        start = amount if total else level
        level = amount if total else level + amount
        written = (percent if share else number)(row[value], 1 if share else 2)
        moved = (points if share else signed)(row[value], 1 if share else 2)
        bars.append(
            {
                "label": names[row["step"]],
                "start": start,
                "end": level,
                "total": total,
                "way": "total" if total else "up" if amount > 0 else "down" if amount < 0 else "none",
                "text": written if total else moved,
                "sample": _("{n} orang").format(n=number(row["persons"])),
            }
        )
    low, high = axis([bar["end"] for bar in bars])
    for bar in bars:
        bar["start"] = low if bar["total"] else bar["start"]
    sentence = _("Air terjun: {rows}.").format(
        rows="; ".join(f"{bar['label']} {bar['text']} ({bar['sample']})" for bar in bars)
    )
    made = filled(_shape(mode, current()), sentence, rows=bars)
    return _scaled(made, [low, high])


def axis(levels: list[float]) -> tuple[float, float]:
    """Where the axis begins and ends: the levels with air around them, never a spread of nothing."""
    low, high = min(levels, default=0.0), max(levels, default=1.0)
    spread = max(high - low, abs(high) * 0.02, 1e-6)
    return low - spread * AIR * 3, high + spread * AIR


def _scaled(made: dict[str, Any], domain: list[float]) -> dict[str, Any]:
    """The same spec with the axis of these levels: all layers share it."""
    for layer in made["layer"]:
        place = layer["encoding"].get("x")
        if place and "scale" in place:
            place["scale"]["domain"] = domain
    return made


@cache
def _shape(mode: Mode, language: Language) -> str:
    ink = palette(mode)
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    x = alt.X(
        "start:Q",
        axis=None,
        scale=alt.Scale(
            domain=[0, 1], range=[0, alt.ExprRef(f"width - {COLUMNS}")], nice=False, zero=False, clamp=True
        ),
    )
    y = alt.Y("label:N", sort=None, axis=alt.Axis(labelLimit=170, labelColor=ink.text))
    colour = alt.Color(
        "way:N",
        scale=alt.Scale(
            domain=["total", "up", "down", "none"], range=[ink.neutral, ink.blue, ink.red, ink.rule]
        ),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("label:N", title=_("Langkah")),
        alt.Tooltip("text:N", title=_("Nilai")),
        alt.Tooltip("sample:N", title=_("Pegawai")),
    ]
    bar = (
        alt.Chart(ROWS)
        .mark_bar(size=16, aria=False)
        .encode(x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip)
    )
    # a step of nothing is a line where the level stands
    edge = (
        alt.Chart(ROWS).mark_tick(thickness=2, size=20, **quiet).encode(x=alt.X("end:Q"), y=y, color=colour)
    )
    figures = (
        alt.Chart(ROWS)
        .mark_text(align="right", fontWeight=700, fill=ink.text, x="width", dx=-62, **quiet)
        .encode(y=y, text="text:N")
    )
    samples = (
        alt.Chart(ROWS)
        .mark_text(align="right", fontSize=11, fill=ink.muted, x="width", **quiet)
        .encode(y=y, text="sample:N")
    )
    return template(alt.layer(bar, edge, figures, samples).properties(height=alt.Step(ROW)), mode)
