"""Tiles: where; the 15 kabupaten/kota as a grid of tiles, their value under their code."""

from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.form import ROWS, Rows, filled, records, template
from dashboard.formats import number
from dashboard.languages import Language, _, current
from dashboard.theme import Mode, palette

CODES = {
    "18.01": "LSL",
    "18.02": "LTG",
    "18.03": "LUT",
    "18.04": "LBR",
    "18.05": "TBW",
    "18.06": "TGM",
    "18.07": "LTM",
    "18.08": "WKN",
    "18.09": "PSR",
    "18.10": "PSW",
    "18.11": "MSJ",
    "18.12": "TBB",
    "18.13": "PSB",
    "18.71": "BDL",
    "18.72": "MTR",
}
"""Three letters per region: what fits a tile on a phone. The name stands in tooltip and table."""
DOMAIN = (70.0, 92.0)


def spec(
    rows: Rows, *, mode: Mode, value: str = "ikm", n: str = "n", decimals: int = 1, title: str = "IKM"
) -> dict[str, Any]:
    """One row per region: region_code, region_name, tile_column, tile_row, value (may be missing), n, reason (text)."""
    tiles: list[dict[str, Any]] = [
        {
            "code": CODES.get(row["region_code"], row["region_name"]),
            "name": row["region_name"],
            "column": row["tile_column"],
            "row": row["tile_row"],
            "value": row.get(value),
            "text": number(row.get(value), decimals),
            "sample": number(row.get(n)),
            "note": row.get("reason") or "",
        }
        for row in records(rows)
    ]
    known = [t for t in tiles if t["value"] is not None]
    sentence = _("Peta ubin {count} kabupaten/kota, {shown} dengan nilai.").format(
        count=len(tiles), shown=len(known)
    )
    if known:
        best, worst = max(known, key=lambda t: t["value"]), min(known, key=lambda t: t["value"])
        sentence += " " + _("Tertinggi {best} ({high}), terendah {worst} ({low}).").format(
            best=best["name"], high=best["text"], worst=worst["name"], low=worst["text"]
        )
    return filled(_template(mode, current(), title), sentence, rows=tiles)


@cache
def _template(mode: Mode, language: Language, title: str) -> str:
    ink = palette(mode)
    low, high = DOMAIN
    # Black or white, whichever the tile's own colour carries: the better of the two is never under 4.5.
    base = alt.Chart(ROWS).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0)),
    )
    tooltip = [
        alt.Tooltip("name:N", title=_("Wilayah")),
        alt.Tooltip("text:N", title=title),
        alt.Tooltip("sample:N", title=_("Responden")),
        alt.Tooltip("note:N", title=_("Catatan")),
    ]
    tile = base.mark_rect(cornerRadius=4, aria=False, invalid=None).encode(
        tooltip=tooltip,
        color=alt.condition(
            "datum.value === null",
            alt.value(ink.missing),
            alt.Color(
                "value:Q",
                scale=alt.Scale(
                    domain=[low, (low + high) / 2, high],
                    range=list(ink.sequence),
                    interpolate="lab",
                    clamp=True,
                ),
                legend=None,
            ),
        ),
        stroke=alt.condition("datum.value === null", alt.value(ink.border), alt.value("transparent")),
    )
    colour = {
        "condition": [
            {"test": "datum.value === null", "value": ink.text},
            {"test": "luminance(scale('color', datum.value)) < 0.179", "value": "#FFFFFF"},
        ],
        "value": "#000000",
    }
    quiet: dict[str, Any] = {"aria": False, "tooltip": None}
    code = base.mark_text(dy=-11, fontSize=11, **quiet).encode(text="code:N", fill=alt.FillValue(**colour))
    figure = base.mark_text(dy=8, fontSize=15, fontWeight=600, **quiet).encode(
        text="text:N", fill=alt.FillValue(**colour)
    )
    return template(alt.layer(tile, code, figure).properties(height=alt.Step(75)), mode)
