"""Sources: what superiors, citizens and targets say about each unit, three marks on one line against all units."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import NAME, ROWS, Rows, filled, over, records, template
from dashboard.formats import signed
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

ROW = 36
EDGE = 3.0
"""Standard deviations the axis shows at least on both sides."""
LEGEND = alt.Legend(orient="top", title=None, symbolOpacity=1)
SOURCES = ("superior", "citizens", "achievement")


def spec(rows: Rows, *, mode: Mode, label: str = "unit_name") -> dict[str, Any]:
    """One row per unit in order: superior_place, citizens_place, achievement_place (may be missing) in standard
    deviations, agreement_class. The line between superiors and citizens is red where they contradict each other.
    """
    names = {"superior": _("Atasan"), "citizens": _("Warga"), "achievement": _("Capaian")}
    lines: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for row in records(rows):
        places = {source: row.get(f"{source}_place") for source in SOURCES}
        apart = row["agreement_class"] in ("superior_higher", "citizens_higher")
        said = ", ".join(f"{names[s].lower()} {signed(p, 1)}" for s, p in places.items() if p is not None)
        lines.append(
            {
                "label": row[label],
                "start": places["superior"],
                "end": places["citizens"],
                "apart": "apart" if apart else "near",
                "said": said,
            }
        )
        marks += [
            {"label": row[label], "source": names[source], "place": place, "text": signed(place, 1)}
            for source, place in places.items()
            if place is not None
        ]
    sentence = _("Titik per unit: {rows}.").format(
        rows="; ".join(f"{line['label']}: {line['said']}" for line in lines)
    )
    edge = max([EDGE, *(abs(mark["place"]) + 0.3 for mark in marks)])
    text = _template(mode, current()).replace('"domain": [-1, 1]', f'"domain": [{-edge}, {edge}]')
    return filled(text, sentence, rows=lines, marks=marks, middle=[{"mean": 0}])


@cache
def _template(mode: Mode, language: Language) -> str:
    ink = palette(mode)
    names = [_("Atasan"), _("Warga"), _("Capaian")]
    marks = alt.NamedData("marks")
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    scale = alt.Scale(domain=[-1, 1], nice=False)
    y = alt.Y(
        "label:N", sort=None, axis=alt.Axis(labelLimit=260, labelExpr=NAME["expr"], labelColor=ink.text)
    )
    axis = alt.Axis(
        labelExpr="datum.value === 0 ? '0' : format(datum.value, '+.0f')",
        tickCount=7,
        labelColor=ink.muted,
        grid=False,
    )
    middle = (
        alt.Chart(alt.NamedData("middle"))
        .mark_rule(strokeDash=[3, 3], stroke=ink.rule, **quiet)
        .encode(x=alt.X("mean:Q", scale=scale, axis=axis))
    )
    line = (
        alt.Chart(ROWS)
        .mark_rule(strokeWidth=3, **quiet)
        .encode(
            x=alt.X("start:Q", scale=scale, axis=axis),
            x2="end:Q",
            y=y,
            color=alt.condition("datum.apart === 'apart'", alt.value(ink.red), alt.value(ink.rule)),
        )
    )
    dot = (
        alt.Chart(marks)
        .mark_point(size=110, opacity=1, filled=True, strokeWidth=2, aria=False)
        .encode(
            x=alt.X("place:Q", scale=scale, axis=axis),
            y=y,
            shape=alt.Shape(
                "source:N",
                scale=alt.Scale(domain=names, range=["circle", "diamond", "triangle-up"]),
                legend=LEGEND,
            ),
            color=alt.Color(
                "source:N",
                scale=alt.Scale(domain=names, range=[ink.blue, ink.gold, ink.neutral]),
                legend=LEGEND,
            ),
            tooltip=[
                alt.Tooltip("label:N", title=_("Unit")),
                alt.Tooltip("source:N", title=_("Sumber")),
                alt.Tooltip("text:N", title=_("Simpangan baku")),
            ],
        )
    )
    phone = [layer.properties(data=ROWS) for layer in over(ink.page, ink.text, 2, 10)]
    return template(alt.layer(middle, line, dot, *phone).properties(height=alt.Step(ROW)), mode)
