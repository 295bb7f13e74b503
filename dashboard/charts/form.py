"""Form: what all chart forms share: rows in, a template filled, labels that move on a phone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.theme import PHONE, Mode, frame

Row = Mapping[str, Any]
Rows = Sequence[Row] | pa.Table

ROWS = alt.NamedData("rows")
NAME = {"expr": f"{PHONE} ? '' : datum.label"}
"""Row names beside the axis; on a phone they stand above their mark instead (`over`)."""


def records(rows: Rows) -> list[dict[str, Any]]:
    """Rows as plain dicts, whether they came as Arrow or as dicts."""
    return rows.to_pylist() if isinstance(rows, pa.Table) else [dict(row) for row in rows]


def template(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart, mode: Mode, *, height: int | None = None
) -> str:
    """A finished template as JSON: Altair's dict with our frame, as wide as its place, rows of fixed height."""
    spec = chart.to_dict(validate=True)
    spec.pop("config", None)
    spec |= {
        "config": frame(mode),
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
    if height is not None:
        spec["height"] = height
    return json.dumps(spec)


def filled(text: str, description: str, **datasets: Iterable[Row]) -> dict[str, Any]:
    """A copy of a template with named rows and the sentence that says what it shows."""
    spec = json.loads(text)
    spec["description"] = description
    spec["datasets"] = {name: [_plain(row) for row in rows] for name, rows in datasets.items()}
    return spec


def over(page: str, ink: str, x: int = 0, lift: int = 7) -> list[alt.Chart]:
    """The row's name above its mark, drawn on a phone only: a page-coloured halo, then the ink."""
    shown = alt.ExprRef(f"{PHONE} ? 1 : 0")
    shared: dict[str, Any] = {
        "align": "left",
        "baseline": "bottom",
        "dy": -lift,
        "opacity": shown,
        "aria": False,
        "tooltip": None,
    }
    base = alt.Chart().encode(y=alt.Y("label:N", sort=None), x=alt.value(x), text="label:N")
    return [
        base.mark_text(stroke=page, strokeWidth=4, strokeJoin="round", fill=page, **shared),
        base.mark_text(fill=ink, **shared),
    ]


def _plain(row: Row) -> dict[str, Any]:
    """Dates as ISO text without a zone, so that no browser shifts a month."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
