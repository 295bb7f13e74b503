"""Distribution: do predikat follow the legal pattern; one bar a row with the pattern's limit as a tick."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import NAME, ROWS, Row, Rows, filled, over, records, template
from dashboard.formats import percent, points
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

CLASSES = ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik")
PRINTED = ("baik", "sangat_baik")
PRINTED_FROM = 0.09
WORDS = 0.13
"""How much of a bar the words at a limit take."""
ROW = 38


def spec(
    rows: Rows, *, mode: Mode, label: str = "agency_name", names: dict[str, str] | None = None
) -> dict[str, Any]:
    """One row per agency or unit: share_<class> (0–1), and where judged pattern_class, pattern_limit, pattern_status.

    The tick stands at the lower classes plus the limit; the words beside it say by how much the class exceeds it.
    `names` gives the classes' labels (from dim_label) and which classes there are, from the worst; `text_<class>`
    replaces a printed share ("≤ 5 %"). Rounded shares that do not add up are drawn to the full bar, printed as they are.
    Rows without shares are left out.
    """
    names = names or dict(
        zip(
            CLASSES,
            (_("Sangat Kurang"), _("Kurang"), _("Butuh Perbaikan"), _("Baik"), _("Sangat Baik")),
            strict=True,
        )
    )
    kept = [row for row in records(rows) if any(row.get(f"share_{c}") is not None for c in names)]
    found = [_limit(row, label) for row in kept]
    parts = [
        part for row, limit in zip(kept, found, strict=True) for part in _parts(row, label, names, limit)
    ]
    limits = [limit for limit in found if limit]
    return filled(
        _template(mode, current(), tuple(names.items())),
        _sentence(kept, limits, label),
        rows=parts,
        limits=limits,
    )


def _parts(row: Row, label: str, names: dict[str, str], limit: Row | None) -> list[dict[str, Any]]:
    """The bar's pieces from the left, each with where it starts and ends; its share stands clear of the words at a limit."""
    parts: list[dict[str, Any]] = []
    start = 0.0
    whole = sum(float(row.get(f"share_{code}") or 0) for code in names) or 1.0
    for order, code in enumerate(names):
        share = float(row.get(f"share_{code}") or 0)
        text, width = row.get(f"text_{code}") or percent(share), share / whole
        if share:
            printed = code in PRINTED and share >= PRINTED_FROM
            end = start + width
            parts.append(
                {
                    "label": row[label],
                    "code": code,
                    "name": names[code],
                    "order": order,
                    "start": start,
                    "end": end,
                    "middle": _clear(start, end, limit),
                    "text": text,
                    "printed": text if printed else "",
                }
            )
        start += width
    return parts


def _clear(start: float, end: float, limit: Row | None) -> float:
    """The middle of a piece, or of its wider part beside the words that end at a limit within it."""
    if not limit or not limit["text"] or not start < limit["at"] < end:
        return (start + end) / 2
    left, right = limit["at"] - WORDS - start, end - limit["at"]
    return start + left / 2 if left > right else limit["at"] + right / 2


def _limit(row: Row, label: str) -> dict[str, Any] | None:
    """Where the pattern's limit lies on this row's bar; nothing where the row is not judged by a class limit."""
    code, limit = row.get("pattern_class"), row.get("pattern_limit")
    if code not in CLASSES or limit is None or row.get("pattern_status") not in ("complies", "violates"):
        return None
    if code == CLASSES[-1]:  # the best class need only be the largest: there is no line to draw
        return None
    lower = sum(float(row.get(f"share_{c}") or 0) for c in CLASSES[: CLASSES.index(code)])
    excess = float(row.get(f"share_{code}") or 0) - float(limit)
    violates = row["pattern_status"] == "violates"
    return {
        "label": row[label],
        "at": min(lower + float(limit), 1.0),
        "text": points(excess) if violates else "",
    }


def _sentence(rows: Sequence[Row], limits: Sequence[Row], label: str) -> str:
    text = _("Batang sebaran predikat, {count} baris.").format(count=len(rows))
    if len(rows) == 1:
        share = percent(rows[0].get("share_baik"))
        text += " " + _("{name}: {share} Baik.").format(name=rows[0][label], share=share)
    over_limit = sum(1 for limit in limits if limit["text"])
    if limits:
        text += " " + _("{over} dari {judged} yang dinilai melewati batas pola.").format(
            over=over_limit, judged=len(limits)
        )
    return text


@cache
def _template(mode: Mode, language: Language, names: tuple[tuple[str, str], ...]) -> str:
    ink = palette(mode)
    labels = [name for _code, name in names]
    x = alt.X(
        "start:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr="format(datum.value * 100, ',d') + ' %'"),
    )
    y = alt.Y(
        "label:N", sort=None, axis=alt.Axis(labelLimit=260, labelExpr=NAME["expr"], labelColor=ink.text)
    )
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    bars = (
        alt.Chart(ROWS)
        .mark_bar(size=16, stroke=ink.page, strokeWidth=1, aria=False)
        .encode(
            x=x,
            x2="end:Q",
            y=y,
            color=alt.Color(
                "name:N",
                sort=labels,
                scale=alt.Scale(domain=labels, range=[ink.predikat[code] for code, _name in names]),
                legend=alt.Legend(
                    orient="top",
                    symbolType="square",
                    symbolSize=90,
                    symbolStrokeWidth=0,
                    columns=alt.ExprRef("windowSize()[0] < 640 ? 2 : 5"),
                    labelColor=ink.muted,
                    offset=10,
                ),
            ),
            tooltip=[
                alt.Tooltip("label:N", title=_("Nama")),
                alt.Tooltip("name:N", title=_("Predikat")),
                alt.Tooltip("text:N", title=_("Bagian")),
            ],
        )
    )
    shares = (
        alt.Chart(ROWS)
        .mark_text(fontSize=11, fontWeight=600, **quiet)
        .encode(
            x=alt.X("middle:Q"),
            y=y,
            text="printed:N",
            fill=alt.Fill(
                "code:N",
                scale=alt.Scale(domain=list(CLASSES), range=[ink.on_predikat[c] for c in CLASSES]),
                legend=None,
            ),
        )
    )
    limits = alt.NamedData("limits")
    tick = (
        alt.Chart(limits)
        .mark_tick(size=24, thickness=2.5, color=ink.text, orient="vertical", **quiet)
        .encode(x="at:Q", y=y)
    )
    halo = (
        alt.Chart(limits)
        .mark_text(
            align="right",
            dx=-6,
            fontSize=11,
            fontWeight=600,
            stroke=ink.predikat["baik"],
            strokeWidth=4,
            **quiet,
        )
        .encode(x="at:Q", y=y, text="text:N")
    )
    words = (
        alt.Chart(limits)
        .mark_text(align="right", dx=-6, fontSize=11, fontWeight=600, fill=ink.on_predikat["baik"], **quiet)
        .encode(x="at:Q", y=y, text="text:N")
    )
    phone = [
        layer.transform_filter("datum.start === 0").properties(data=ROWS)
        for layer in over(ink.page, ink.text, 2, lift=10)
    ]
    chart = alt.layer(bars, shares, tick, halo, words, *phone).resolve_scale(
        color="independent", fill="independent"
    )
    step = alt.Step(ROW)
    return template(chart.properties(height=step), mode)
