"""Headless: whether a table without header is a source's, told by how the cells of its columns read."""

from datetime import date

import duckdb

from ingest import values
from ingest.binding import text_of
from ingest.heading import normalise
from ingest.layout import Layout
from ingest.source import Column, Source
from ingest.table import Table
from ingest.values.style import Order, Style

SEEN = 200
MOST = 0.5
"""Share of the filled cells that must read as the source says; the rest are faults of rows."""


def has_shape(source: Source, layout: Layout) -> bool:
    """The columns are headed by letters, and they are exactly those the source knows: another width is another table."""
    return [normalise(heading) for heading in source.match.headers] == [c.key for c in layout.columns]


def reads(con: duckdb.DuckDBPyConnection, source: Source, table: Table, received: date) -> bool:
    """Every column that its cells can tell reads as mapped, and the first record is data, not a row of headings.

    `received` is the day of the receipt, by which ages are judged: a file is recognised alike whenever it is read.
    One such cell of the first record is enough: a damaged NIP there is a fault of that row.
    """
    places = {column.key: column.position for column in table.layout.columns}
    firsts: list[bool] = []
    for name, column in source.told_by_cells.items():
        positions = [column.position] if column.position else [places[normalise(h)] for h in column.headings]
        found = _readable(con, source, name, table, text_of(positions, column), received)
        if not found or sum(found) < MOST * len(found):
            return False
        firsts.append(found[0])
    return any(firsts)


def _readable(
    con: duckdb.DuckDBPyConnection, source: Source, name: str, table: Table, text: str, received: date
) -> list[bool]:
    """For each of the first filled cells whether ingest reads it, by the source's words or by itself."""
    field, column = source.canonical.fields[name], source.columns[name]
    assert column
    orders: list[Order] = [source.dates.order] if source.dates.order else ["dmy", "mdy"]
    tried = " or ".join(
        f"({values.reader(field, 't', values.prepare(field, 't'), _style(source, column, order, table, received))}) is not null"
        for order in (orders if field.kind in ("date", "timestamp") else orders[:1])
    )
    known = [word.lower() for word in source.values.get(name, {})]
    rows = con.execute(
        # Our own macros and positions; words are a parameter.
        f"select coalesce(list_contains($known::varchar[], lower(t)) or {tried}, false) from"  # noqa: S608
        f" (select {text} as t from {table.data} order by source_row) where t is not null limit {SEEN}",
        {"known": known},
    ).fetchall()
    return [fits for (fits,) in rows]


def _style(source: Source, column: Column, order: Order, table: Table, received: date) -> Style:
    return Style(
        order=order,
        formats=(column.format,) if column.format else tuple(source.dates.formats),
        only_formats=bool(column.format),
        epoch_1904=table.epoch_1904,
        direction=source.direction,
        scale_max=source.survey.scale_max if source.survey else 4,
        scheme_sql="'PERMENPANRB6_2022'",
        context={"reference": f"date '{received.isoformat()}'"},
    )
