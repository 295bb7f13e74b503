"""Dots: which of many stand out; a dot with its interval per row, against one reference."""

from collections.abc import Sequence
from functools import cache
from math import floor
from typing import Any

import altair as alt

from dashboard.charts.form import NAME, ROWS, Row, Rows, filled, over, records, template
from dashboard.formats import number
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

ROW = 32
COLUMNS = 100
"""Pixels right of the plot for the value and its sample."""


def spec(
    rows: Rows,
    *,
    mode: Mode,
    reference: float | None = None,
    bands: Sequence[Row] = (),
    label: str = "agency_name",
    value: str = "ikm",
    low: str = "ikm_low",
    high: str = "ikm_high",
    n: str | None = "ikm_n",
    against: str = "ikm_versus_province",
    decimals: int = 1,
    top: float = 100.0,
    bottom: float | None = None,
) -> dict[str, Any]:
    """One row per thing compared, in the order given; rows without a value are left out.

    `against` holds above, below or anything else (not distinguishable: grey). `bands` are
    `{"start", "end", "label", "strong"}`: classes drawn as faint surface, the best one strong.
    """
    shown = [row for row in records(rows) if row.get(value) is not None]
    points: list[dict[str, Any]] = [
        {
            "label": row[label],
            "value": row[value],
            "low": row.get(low),
            "high": row.get(high),
            "against": row.get(against) or "same",
            "text": number(row[value], decimals),
            "sample": f"n {number(row[n])}" if n and row.get(n) is not None else "",
            "interval": f"{number(row.get(low), decimals)} – {number(row.get(high), decimals)}",
        }
        for row in shown
    ]
    floor_at = bottom if bottom is not None else _bottom(points, reference)
    surfaces = [
        {
            "start": max(b["start"], floor_at),
            "end": min(b["end"], top),
            "name": b["label"],
            "strong": bool(b.get("strong")),
        }
        for b in bands
        if b["end"] > floor_at
    ]
    text = _template(mode, current(), floor_at, top)
    lines = [] if reference is None else [{"reference": reference}]
    return filled(text, _sentence(points, reference, decimals), rows=points, bands=surfaces, reference=lines)


def _bottom(points: Sequence[Row], reference: float | None) -> float:
    """Left end of the axis: a multiple of five below the lowest interval."""
    lows = [p["low"] if p["low"] is not None else p["value"] for p in points]
    if reference is not None:
        lows.append(reference)
    return float(floor((min(lows, default=70.0) - 0.5) / 5) * 5)


def _sentence(points: Sequence[Row], reference: float | None, decimals: int) -> str:
    if not points:
        return _("Diagram titik tanpa data.")
    best, worst = max(points, key=lambda p: p["value"]), min(points, key=lambda p: p["value"])
    text = _(
        "Diagram titik dengan selang, {count} baris. Tertinggi {best} ({high}), terendah {worst} ({low})."
    ).format(
        count=len(points), best=best["label"], high=best["text"], worst=worst["label"], low=worst["text"]
    )
    if reference is None:
        return text
    return text + " " + _("Garis acuan {reference}.").format(reference=number(reference, decimals))


@cache
def _template(mode: Mode, language: Language, bottom: float, top: float) -> str:
    ink = palette(mode)
    span = top - bottom
    step = 10 if span > 20 else 5
    ticks = [v for v in range(int(bottom), int(top) + 1) if v % step == 0]
    # The columns for value and n lie right of the plot, inside the same view: the scale ends before them.
    columns = alt.ExprRef(f"width - {COLUMNS}")
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[bottom, top], range=[0, columns], nice=False, zero=False),
        axis=alt.Axis(values=ticks, format=",d", labelColor=ink.muted),
    )
    y = alt.Y(
        "label:N",
        sort=None,
        scale=alt.Scale(type="point", padding=0.8),
        axis=alt.Axis(labelLimit=260, labelExpr=NAME["expr"], labelColor=ink.text),
    )
    colour = alt.Color(
        "against:N",
        scale=alt.Scale(domain=["above", "below", "same"], range=[ink.blue, ink.red, ink.neutral]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("label:N", title=_("Nama")),
        alt.Tooltip("text:N", title=_("Nilai")),
        alt.Tooltip("interval:N", title=_("Selang 95 %")),
        alt.Tooltip("sample:N", title=_("Sampel")),
    ]
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    surface = (
        alt.Chart(alt.NamedData("bands"))
        .mark_rect(**quiet)
        .encode(
            x=alt.X("start:Q"),
            x2="end:Q",
            color=alt.condition("datum.strong", alt.value(ink.band_top), alt.value(ink.band)),
        )
    )
    names = (
        alt.Chart(alt.NamedData("bands"))
        .mark_text(align="left", baseline="bottom", dy=-4, dx=2, fontSize=11, fill=ink.muted, **quiet)
        .encode(x="start:Q", y=alt.value(0), text="name:N")
    )
    line = (
        alt.Chart(alt.NamedData("reference"))
        .mark_rule(strokeDash=[3, 3], stroke=ink.text, strokeWidth=1.2, **quiet)
        .encode(x="reference:Q")
    )
    interval = (
        alt.Chart(ROWS)
        .mark_rule(strokeWidth=2.5, strokeCap="round", aria=False)
        .encode(x=alt.X("low:Q"), x2="high:Q", y=y, color=colour, tooltip=tooltip)
    )
    dot = (
        alt.Chart(ROWS)
        .mark_circle(size=75, opacity=1, aria=False)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    figures = (
        alt.Chart(ROWS)
        .mark_text(align="right", fontWeight=700, fill=ink.text, x="width", dx=-52, **quiet)
        .encode(y=y, text="text:N")
    )
    samples = (
        alt.Chart(ROWS)
        .mark_text(align="right", fontSize=11, fill=ink.muted, x="width", **quiet)
        .encode(y=y, text="sample:N")
    )
    phone_names = [layer.properties(data=ROWS) for layer in over(ink.page, ink.text, 2)]
    chart = alt.layer(surface, line, interval, dot, figures, samples, *phone_names, names).properties(
        height=alt.Step(ROW)
    )
    return template(chart, mode)
