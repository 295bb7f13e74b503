"""Rows: query results with what a page adds: links to drill further, codes as words."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from dashboard.charts import distribution
from dashboard.languages import current
from dashboard.navigation import address
from warehouse.access import Viewer
from warehouse.marts import Marts
from warehouse.queries import rules

Row = dict[str, Any]


def last_day(month: date) -> date:
    """The last day of a month given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def words(marts: Marts, kind: str) -> dict[str, str]:
    """Labels of one kind of code in the reader's language: code → words, in their order."""
    column = "label_en" if current() == "en" else "label_id"
    return {code: row[column] for code, row in rules.labels(marts, kind).items()}


LABEL_KINDS = {"org_predikat": ("organisation_predikat",), "code": ("period_kind", "scheme", "duty_kind")}
"""Kind of value to kinds of label, where they are not called alike."""


def value_words(marts: Marts, kind: str) -> dict[str, str]:
    """Labels of the codes that one kind of value has: code → words."""
    return {code: word for one in LABEL_KINDS.get(kind, (kind,)) for code, word in words(marts, one).items()}


def classes(marts: Marts) -> dict[str, str]:
    """The five predikat of the present scheme in words, lowest first; older schemes have others."""
    known = words(marts, "predikat")
    return {code: known[code] for code in distribution.CLASSES}


def spelled(
    rows: pa.Table | Iterable[Row], **labels: tuple[str, Mapping[str, str] | Mapping[bool, str]]
) -> list[Row]:
    """Rows as dicts with codes put in words: `spelled(rows, status_label=("status", words(marts, "status")))`."""
    plain = rows.to_pylist() if isinstance(rows, pa.Table) else list(rows)
    for row in plain:
        for target, (field, known) in labels.items():
            row[target] = known.get(row[field], row[field]) if row.get(field) is not None else None
    return plain


def linked(
    rows: pa.Table | Iterable[Row], viewer: Viewer, path: str, query: Mapping[str, str], **fixed: object
) -> list[Row]:
    """Rows as dicts with `href`: the address of page `path`; `query` maps its parameters to fields of the row."""
    plain = rows.to_pylist() if isinstance(rows, pa.Table) else list(rows)
    for row in plain:
        row["href"] = address(viewer, path, **{name: row[field] for name, field in query.items()}, **fixed)
    return plain
