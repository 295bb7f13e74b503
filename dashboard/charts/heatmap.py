"""Heat map: who reported when; one row per agency, one column per month, × where no file came."""

from functools import cache
from typing import Any

import altair as alt

from dashboard import formats
from dashboard.charts.form import ROWS, Rows, filled, records, template
from dashboard.languages import Language, _, current
from dashboard.theme import PHONE, Mode, palette

CELL = 24


def spec(
    rows: Rows, *, mode: Mode, label: str = "agency_name", reported: str = "reported", value: str = "coverage"
) -> dict[str, Any]:
    """One row per agency and month: `month` (date), `reported` (bool), coverage 0–1 (may be missing or withheld)."""
    cells = [
        {
            "label": row[label],
            "month": row["month"],
            "head": formats.month(row["month"], short=True),
            "when": formats.month(row["month"]),
            "value": row.get(value) if row.get(reported) else None,
            "cross": "" if row.get(reported) else "×",
            "text": formats.percent(row.get(value)) if row.get(reported) else _("belum ada berkas"),
        }
        for row in records(rows)
    ]
    absent = sum(1 for cell in cells if cell["cross"])
    sentence = _("Peta kelengkapan {rows} baris dan {months} bulan; {absent} kali belum ada berkas.").format(
        rows=len({c["label"] for c in cells}), months=len({c["month"] for c in cells}), absent=absent
    )
    return filled(_template(mode, current()), sentence, rows=cells)


@cache
def _template(mode: Mode, language: Language) -> str:
    ink = palette(mode)
    # Months on top: their first letter on a phone, "Jan" elsewhere, the year below each January.
    head = f"{PHONE} ? substring(timeFormat(toDate(datum.value + 'T00:00:00'), '%b'), 0, 1) : timeFormat(toDate(datum.value + 'T00:00:00'), '%b')"
    x = alt.X(
        "month:O",
        axis=alt.Axis(orient="top", labelAngle=0, labelExpr=head, labelPadding=4, labelOverlap=False),
        scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
    )
    y = alt.Y(
        "label:N",
        sort=None,
        axis=alt.Axis(labelLimit=alt.ExprRef(f"{PHONE} ? 150 : 260"), labelColor=ink.text),
        scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
    )
    tooltip = [
        alt.Tooltip("label:N", title=_("Nama")),
        alt.Tooltip("when:N", title=_("Bulan")),
        alt.Tooltip("text:N", title=_("Dinilai")),
    ]
    cell = (
        alt.Chart(ROWS)
        .mark_rect(cornerRadius=2, aria=False, invalid=None)
        .encode(
            x=x,
            y=y,
            tooltip=tooltip,
            color=alt.condition(
                "datum.value === null",
                alt.value(ink.missing),
                alt.Color(
                    "value:Q",
                    scale=alt.Scale(
                        domain=[0.4, 0.7, 1], range=list(ink.sequence), interpolate="lab", clamp=True
                    ),
                    legend=None,
                ),
            ),
        )
    )
    cross = (
        alt.Chart(ROWS)
        .mark_text(fontSize=13, fontWeight=600, fill=ink.text, aria=False, tooltip=None)
        .encode(x=x, y=y, text="cross:N")
    )
    return template(alt.layer(cell, cross).properties(height=alt.Step(CELL)), mode)
