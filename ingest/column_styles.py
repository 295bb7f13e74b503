"""Column styles: how each column of a table writes dates and numbers, by the source's word or its own values."""

from dataclasses import replace
from datetime import date

import duckdb

from ingest.dataset import Field
from ingest.relation import Mapped
from ingest.source import Source
from ingest.values.style import Style


def column_styles(
    con: duckdb.DuckDBPyConnection, mapped: Mapped, source: Source, base: Style, received: date
) -> dict[str, Style]:
    """Style per field: the source's word, else what the column's own values prove."""
    dataset = source.canonical
    present = {name: field for name, field in dataset.fields.items() if name in mapped.fields}
    styles = {name: base for name in present}
    dates = [
        name
        for name, field in present.items()
        if field.kind in ("date", "timestamp") and not source.dates.order
    ]
    numbers = [
        name for name, field in present.items() if field.kind in ("number", "integer") and base.decimal == "?"
    ]
    asked = [
        f"bool_or(try_cast(regexp_extract(t_{name}, '^(\\d{{1,2}})[-/. ](\\d{{1,2}})[-/. ]\\d', {part}) as integer) > 12)"
        f" filter (where t_{name} not like '____-%')"
        for name in dates
        if name in mapped.titles
        for part in (1, 2)
    ] + [
        f"bool_or(siger_proves_{sign}(siger_bare(t_{name})))"
        for name in numbers
        if name in mapped.titles
        for sign in ("comma", "point")
    ]
    if asked:
        row = con.execute(f"select {', '.join(asked)} from ({mapped.sql})").fetchone()
        proof = iter(row or ())
        for name in dates:
            if name in mapped.titles:
                first, second = next(proof), next(proof)
                styles[name] = replace(styles[name], order="mdy" if second and not first else "dmy")
        for name in numbers:
            if name in mapped.titles:
                comma, point = next(proof), next(proof)
                # Both at once: a lone group of three stays unreadable.
                styles[name] = replace(
                    styles[name], decimal="," if comma and not point else "." if point and not comma else "?"
                )
    for name, column in source.columns.items():
        if column and column.format and name in styles:
            styles[name] = replace(styles[name], formats=(column.format,), only_formats=True)
    moment = "received" if mapped.staged else f"date '{received.isoformat()}'"
    dated = [f"v_{name}" for name in ("period_end", "snapshot_date") if name in present]
    context = {name: f"t_{name}" for name in ("position_level", "position_name") if name in present}
    context["reference"] = f"coalesce({', '.join([*dated, moment])})"
    scheme = "v_scheme" if "scheme" in present else scheme_of_period(present)
    return {name: replace(style, context=context, scheme_sql=scheme) for name, style in styles.items()}


def scheme_of_period(present: dict[str, Field]) -> str:
    """SQL of the scheme in force at the end of the row's period (domain 2: 2021 is two periods)."""
    if "period_end" not in present:
        return "null"
    return (
        "case when v_period_end >= date '2022-01-01' then 'PERMENPANRB6_2022' when v_period_end > date '2021-06-30' then 'PP30_2019'"
        " when v_period_end >= date '2014-01-01' then 'PP46_2011' when v_period_end is not null then 'PP10_1979' end"
    )
