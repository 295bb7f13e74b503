"""Matrix: how a predikat arose; result rating × behaviour rating, nine fields, one of them marked."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import ROWS, Rows, filled, records, template
from dashboard.formats import number
from dashboard.languages import Language, _, current
from dashboard.theme import PHONE, Mode, palette

LINES = f"{PHONE} ? split({{text}}, ' ') : {{text}}"
"""On a phone a label takes one line per word."""
RATINGS = ("di_bawah", "sesuai", "di_atas")


def spec(
    rows: Rows,
    *,
    mode: Mode,
    marked: tuple[str, str] | None = None,
    names: dict[str, str] | None = None,
    height: int = 216,
) -> dict[str, Any]:
    """One row per field: result_rating, behaviour_rating, predikat (code); optionally `label` (words) and `count`.

    `marked` is (result, behaviour) of the person shown. `names` gives the ratings' labels (from dim_label).
    """
    names = names or {
        "di_bawah": _("Di bawah ekspektasi"),
        "sesuai": _("Sesuai ekspektasi"),
        "di_atas": _("Di atas ekspektasi"),
    }
    fields = [
        {
            "result": names[row["result_rating"]],
            "behaviour": names[row["behaviour_rating"]],
            "code": row["predikat"],
            "name": row.get("label") or row["predikat"].replace("_", " ").title(),
            "count": number(row["count"]) if row.get("count") is not None else "",
            "here": (row["result_rating"], row["behaviour_rating"]) == marked,
        }
        for row in records(rows)
    ]
    here = next((field for field in fields if field["here"]), None)
    sentence = _("Matriks hasil kerja dan perilaku kerja, sembilan kotak.")
    if here:
        sentence += " " + _("Yang ditandai: hasil {result}, perilaku {behaviour}, predikat {name}.").format(
            **here
        )
    order = tuple(names[code] for code in RATINGS)
    return filled(_template(mode, current(), order, height), sentence, rows=fields)


@cache
def _template(mode: Mode, language: Language, order: tuple[str, ...], height: int) -> str:
    ink = palette(mode)
    codes = list(ink.predikat)
    title: dict[str, Any] = {
        "titleColor": ink.muted,
        "titleFontWeight": 400,
        "titleFontSize": 12,
        "titlePadding": 10,
    }
    base = (
        alt.Chart(ROWS)
        .transform_calculate(words=LINES.format(text="datum.name"))
        .encode(
            x=alt.X(
                "behaviour:N",
                sort=list(order),
                axis=alt.Axis(
                    title=_("Perilaku kerja"),
                    labelAngle=0,
                    labelLimit=140,
                    labelExpr=LINES.format(text="datum.label"),
                    labelColor=ink.text,
                    **title,
                ),
            ),
            y=alt.Y(
                "result:N",
                sort=list(reversed(order)),
                axis=alt.Axis(
                    title=_("Hasil kerja"),
                    labelLimit=120,
                    labelExpr=LINES.format(text="datum.label"),
                    labelColor=ink.text,
                    **title,
                ),
            ),
        )
    )
    tooltip = [
        alt.Tooltip("result:N", title=_("Hasil kerja")),
        alt.Tooltip("behaviour:N", title=_("Perilaku kerja")),
        alt.Tooltip("name:N", title=_("Predikat")),
        alt.Tooltip("count:N", title=_("Jumlah")),
    ]
    fill = alt.Fill("code:N", scale=alt.Scale(domain=codes, range=list(ink.predikat.values())), legend=None)
    field = base.mark_rect(stroke=ink.page, strokeWidth=2, cornerRadius=4, aria=False).encode(
        fill=fill, tooltip=tooltip
    )
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    edge = base.mark_rect(
        filled=False, stroke=ink.text, strokeWidth=3, cornerRadius=4, **quiet
    ).transform_filter("datum.here")
    on = alt.Fill("code:N", scale=alt.Scale(domain=codes, range=list(ink.on_predikat.values())), legend=None)
    name = base.mark_text(fontSize=12, fontWeight=600, dy=-1, **quiet).encode(text="words:N", fill=on)
    count = base.mark_text(fontSize=11, dy=15, **quiet).encode(text="count:N", fill=on)
    chart = alt.layer(field, edge, name, count).resolve_scale(fill="independent")
    return template(chart, mode, height=height)
