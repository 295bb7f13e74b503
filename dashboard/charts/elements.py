"""Elements: the nine elements of a satisfaction survey (U1–U9), a dot each, last year hollow, peers as a band."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import NAME, ROWS, Rows, filled, over, records, template
from dashboard.formats import number
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

ROW = 32
TOP = 4.0


def spec(
    rows: Rows,
    *,
    mode: Mode,
    label: str = "label",
    value: str = "nrr",
    before: str = "nrr_before",
    peer_low: str = "peer_low",
    peer_high: str = "peer_high",
) -> dict[str, Any]:
    """One row per element in order: label, mean 1–4, optionally last year's mean and the peers' band."""
    points: list[dict[str, Any]] = [
        {
            "label": row[label],
            "value": row.get(value),
            "before": row.get(before),
            "low": row.get(peer_low),
            "high": row.get(peer_high),
            "text": number(row.get(value), 2),
            "earlier": number(row.get(before), 2),
        }
        for row in records(rows)
        if row.get(value) is not None
    ]
    sentence = _("Diagram titik unsur layanan, skala 1 sampai 4.")
    if points:
        best, worst = max(points, key=lambda p: p["value"]), min(points, key=lambda p: p["value"])
        sentence += " " + _("Tertinggi {best} ({high}), terendah {worst} ({low}).").format(
            best=best["label"], high=best["text"], worst=worst["label"], low=worst["text"]
        )
    ends = [p[k] for p in points for k in ("value", "before", "low") if p[k] is not None]
    bottom = min(2.5, int(min(ends, default=2.5) * 2) / 2)
    return filled(_template(mode, current(), bottom), sentence, rows=points)


@cache
def _template(mode: Mode, language: Language, bottom: float) -> str:
    ink = palette(mode)
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[bottom, TOP], range=[0, alt.ExprRef("width - 48")], nice=False, zero=False),
        axis=alt.Axis(
            values=[v / 2 for v in range(int(bottom * 2), 9)],
            format=",.1f",
            grid=True,
            gridColor=ink.border,
            gridOpacity=0.6,
        ),
    )
    y = alt.Y(
        "label:N", sort=None, axis=alt.Axis(labelLimit=280, labelExpr=NAME["expr"], labelColor=ink.text)
    )
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    tooltip = [
        alt.Tooltip("label:N", title=_("Unsur")),
        alt.Tooltip("text:N", title=_("Nilai")),
        alt.Tooltip("earlier:N", title=_("Tahun lalu")),
    ]
    band = (
        alt.Chart(ROWS)
        .mark_bar(size=14, color=ink.band if mode == "light" else ink.border, cornerRadius=3, **quiet)
        .encode(x=alt.X("low:Q"), x2="high:Q", y=y)
    )
    path = (
        alt.Chart(ROWS)
        .mark_rule(stroke=ink.neutral, strokeWidth=1.5, **quiet)
        .encode(x=alt.X("before:Q"), x2="value:Q", y=y)
    )
    hollow = (
        alt.Chart(ROWS)
        .mark_point(size=60, stroke=ink.neutral, fill=ink.page, strokeWidth=1.5, opacity=1, **quiet)
        .encode(x="before:Q", y=y)
    )
    dot = (
        alt.Chart(ROWS)
        .mark_circle(size=75, fill=ink.blue, opacity=1, aria=False)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    figure = (
        alt.Chart(ROWS)
        .mark_text(align="right", fontWeight=700, fill=ink.text, x="width", **quiet)
        .encode(y=y, text="text:N")
    )
    phone = [layer.properties(data=ROWS) for layer in over(ink.page, ink.text, 2)]
    return template(alt.layer(band, path, hollow, dot, figure, *phone).properties(height=alt.Step(ROW)), mode)
