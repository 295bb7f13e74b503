"""Trend: how did it go; a line over months with its interval, points as strong as their coverage."""

from collections.abc import Sequence
from functools import cache
from math import ceil, floor
from typing import Any

import altair as alt

from dashboard import formats
from dashboard.charts.form import ROWS, Row, Rows, filled, records, template
from dashboard.languages import Language, _, current
from dashboard.theme import PHONE, Mode, palette

SHORT = 6
"""Up to so many months each tick carries its month."""


def spec(
    rows: Rows,
    *,
    mode: Mode,
    value: str = "ikm",
    low: str | None = "ikm_low",
    high: str | None = "ikm_high",
    coverage: str | None = "coverage",
    n: str | None = "ikm_n",
    title: str = "IKM",
    percent: bool = False,
    decimals: int = 1,
    reference: float | None = None,
    marks: Sequence[Row] = (),
    height: int = 200,
) -> dict[str, Any]:
    """One row per month in time order (`month` a date); months without a value leave a gap, never a bridge.

    `percent` shows shares 0–1 as percent. `marks` are `{"month", "label"}`: a rule that changed, as a vertical line.
    `reference` draws a dashed line across.
    """

    def words(figure: float | None) -> str:
        return (
            formats.percent(figure, decimals if decimals and not percent else 0)
            if percent
            else formats.number(figure, decimals)
        )

    months = records(rows)
    points = [
        {
            "month": row["month"],
            "when": formats.month(row["month"]),
            "value": row.get(value),
            "low": row.get(low) if low else None,
            "high": row.get(high) if high else None,
            "weight": _weight(row.get(coverage) if coverage else None),
            "text": words(row.get(value)),
            "interval": f"{words(row.get(low))} – {words(row.get(high))}"
            if low and high and row.get(low) is not None
            else "",
            "sample": formats.number(row.get(n)) if n else "",
            "last": "",
        }
        for row in months
    ]
    known = [point for point in points if point["value"] is not None]
    if known:
        known[-1]["last"] = known[-1]["text"]
    lines = [] if reference is None else [{"reference": reference}]
    text = _template(
        mode, current(), title, percent, _scale(known, reference, percent), height, _first_month(months)
    )
    return filled(text, _sentence(title, known), rows=points, marks=marks, reference=lines)


def _first_month(months: Sequence[Row]) -> str:
    """The month whose tick names the year: January, or March where there is a row per quarter, or else the first;
    `all` where the series is so short that each month has its name."""
    if len(months) <= SHORT:
        return "all"
    usual = 3 if all(row["month"].month % 3 == 0 for row in months) else 1
    return f"{usual if any(row['month'].month == usual for row in months) else months[0]['month'].month:02d}"


def _weight(coverage: float | None) -> float:
    """Opacity of a point: full where coverage is full or does not apply, pale at 40 % and below."""
    return 1.0 if coverage is None else max(0.25, min(1.0, (coverage - 0.4) / 0.6 * 0.75 + 0.25))


def _scale(known: Sequence[Row], reference: float | None, percent: bool) -> tuple[float, ...]:
    """Values printed on the axis: round steps that enclose the data, five at most."""
    ends = [p[key] for p in known for key in ("value", "low", "high") if p[key] is not None]
    if reference is not None:
        ends.append(reference)
    if not ends:
        return (0.0, 0.5, 1.0) if percent else (0.0, 50.0, 100.0)
    unit = 0.01 if percent else 1.0
    steps = (0.5 * unit, unit, 2 * unit, 5 * unit, 10 * unit, 20 * unit, 25 * unit)
    span = max(ends) - min(ends)
    step = next((s for s in steps if span / s <= 3), 50 * unit)
    low, high = floor(min(ends) / step), ceil(max(ends) / step)
    ticks = [round(i * step, 4) for i in range(low, max(high, low + 1) + 1)]
    # shares end at 100 %, unless the data themselves go beyond (an achievement may reach 120 %)
    top = 1.0 if percent and max(ends) <= 1.0 else float("inf")
    kept = tuple(t for t in ticks if t <= top)
    return kept if len(kept) > 1 else (round(kept[0] - step, 4), *kept)


def _sentence(title: str, known: Sequence[Row]) -> str:
    if not known:
        return _("Garis waktu {title} tanpa nilai.").format(title=title)
    first, last = known[0], known[-1]
    return _("Garis waktu {title}: {first} ({start}) sampai {last} ({end}).").format(
        title=title, first=first["text"], start=first["when"], last=last["text"], end=last["when"]
    )


@cache
def _template(
    mode: Mode,
    language: Language,
    title: str,
    percent: bool,
    ticks: tuple[float, ...],
    height: int,
    first: str,
) -> str:
    ink = palette(mode)
    fine = ticks[1] - ticks[0] < (0.01 if percent else 1.0)
    digits = ".1f" if fine else "d"
    line_colour = ink.blue
    year = (
        "timeFormat(datetime(+substring(datum.value, 0, 4), +substring(datum.value, 5, 7) - 1, 1), '%b %Y')"
        if first == "all"
        else f"substring(datum.value, 5, 7) === '{first}' ? substring(datum.value, 0, 4) : ''"
    )
    x = alt.X(
        "month:O",
        scale=alt.Scale(type="point", padding=0.5),
        axis=alt.Axis(labelExpr=year, labelAngle=0, labelOverlap=False, labelColor=ink.muted),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False),
        axis=alt.Axis(
            grid=True,
            gridColor=ink.border,
            gridOpacity=0.6,
            values=list(ticks),
            labelExpr=f"format(datum.value * 100, ',{digits}') + ' %'"
            if percent
            else f"format(datum.value, ',{digits}')",
        ),
    )
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    tooltip = [
        alt.Tooltip("when:N", title=_("Bulan")),
        alt.Tooltip("text:N", title=title),
        alt.Tooltip("interval:N", title=_("Selang 95 %")),
        alt.Tooltip("sample:N", title=_("Responden")),
    ]
    area = (
        alt.Chart(ROWS)
        .mark_area(opacity=0.16, fill=line_colour, invalid="break-paths-show-path-domains", **quiet)
        .encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    )
    line = (
        alt.Chart(ROWS)
        .mark_line(strokeWidth=1.8, stroke=line_colour, invalid="break-paths-show-domains", **quiet)
        .encode(x=x, y=y)
    )
    point = (
        alt.Chart(ROWS)
        .mark_circle(size=34, fill=line_colour, aria=False)
        .encode(x=x, y=y, opacity=alt.Opacity("weight:Q", scale=None, legend=None), tooltip=tooltip)
    )
    halo = (
        alt.Chart(ROWS)
        .mark_text(dy=-12, fontWeight=700, stroke=ink.page, strokeWidth=4, **quiet)
        .encode(x=x, y=y, text="last:N")
    )
    last = (
        alt.Chart(ROWS)
        .mark_text(dy=-12, fontWeight=700, fill=ink.text, **quiet)
        .encode(x=x, y=y, text="last:N")
    )
    reference = (
        alt.Chart(alt.NamedData("reference"))
        .mark_rule(strokeDash=[3, 3], stroke=ink.text, **quiet)
        .encode(y="reference:Q")
    )
    marks = alt.NamedData("marks")
    rule = alt.Chart(marks).mark_rule(stroke=ink.rule, **quiet).encode(x=x)
    name = (
        alt.Chart(marks)
        .mark_text(
            align="left",
            baseline="top",
            dx=4,
            fontSize=11,
            fill=ink.muted,
            opacity=alt.ExprRef(f"{PHONE} ? 0 : 1"),
            **quiet,
        )
        .encode(x=x, y=alt.value(0), text="label:N")
    )
    return template(alt.layer(area, rule, name, reference, line, point, halo, last), mode, height=height)
