"""Ageing: how old are complaints; one bar per age class, over the limit in red, counts at the end."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import ROWS, Rows, filled, records, template
from dashboard.formats import number
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

ROW = 28


def spec(
    rows: Rows,
    *,
    mode: Mode,
    label: str = "label",
    value: str = "count",
    over: str = "is_over_limit",
    unit: str = "",
) -> dict[str, Any]:
    """Rows in order: label, count, whether it is over the legal limit; a class may have a row within and one over,
    which make one bar with one number at its end. `unit` follows the number.
    """
    bars: list[dict[str, Any]] = []
    totals: dict[str, float] = {}
    for row in records(rows):
        name, count = row[label], row.get(value) or 0
        bars.append(
            {
                "label": name,
                "value": count,
                "start": totals.get(name, 0),
                "end": totals.get(name, 0) + count,
                "over": "over" if row.get(over) else "within",
                "text": number(count) + (f" {unit}" if unit else ""),
                "total": "",
            }
        )
        totals[name] = totals.get(name, 0) + count
    # the last part of a class carries the number at the bar's end
    for name, bar in {bar["label"]: bar for bar in bars}.items():
        bar["total"] = number(totals[name]) + (f" {unit}" if unit else "")
    sentence = _("Batang: {rows}.").format(
        rows="; ".join(f"{bar['label']} {bar['total']}" for bar in bars if bar["total"])
    )
    return filled(_template(mode, current(), max(totals.values(), default=0)), sentence, rows=bars)


@cache
def _shape(mode: Mode, language: Language) -> str:
    ink = palette(mode)
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = alt.Y("label:N", sort=None, axis=alt.Axis(labelLimit=200, labelColor=ink.text))
    colour = alt.Color(
        "over:N", scale=alt.Scale(domain=["within", "over"], range=[ink.neutral, ink.red]), legend=None
    )
    tooltip = [alt.Tooltip("label:N", title=_("Kelompok")), alt.Tooltip("text:N", title=_("Jumlah"))]
    bar = (
        alt.Chart(ROWS)
        .mark_bar(size=16, cornerRadiusEnd=2, aria=False)
        .encode(x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip)
    )
    end = (
        alt.Chart(ROWS)
        .mark_text(align="left", dx=6, fontWeight=700, fill=ink.text, aria=False, tooltip=None)
        .encode(x="end:Q", y=y, text="total:N")
    )
    return template(alt.layer(bar, end).properties(height=alt.Step(ROW)), mode)


def _template(mode: Mode, language: Language, longest: float) -> str:
    """The shape with the axis ending at 1.15 × the longest bar, or its number would be cut."""
    return _shape(mode, language).replace('"domain": [0, 1]', f'"domain": [0, {max(longest, 1) * 1.15}]')
