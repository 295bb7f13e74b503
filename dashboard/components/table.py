"""Table: rows people can read and take away: a real HTML table, and the same rows as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from dashboard import formats

Kind = Literal["text", "number_text", "number", "percent", "month", "day", "quarter", "when"]
LONG = 60
"""More rows than this scroll in a data grid; up to here they are HTML, which is read aloud and printed."""


@dataclass(frozen=True)
class Column:
    """One column: the field's name, its heading, how its values are written, an optional link per row."""

    name: str
    label: str
    kind: Kind = "text"
    decimals: int = 0
    link: str | None = None
    """Name of a field with the address this cell leads to."""

    def text(self, value: Any) -> str:
        """A value as people read it."""
        if value is None:
            return formats.NOTHING
        match self.kind:
            case "number":
                return formats.number(value, self.decimals)
            case "percent":
                return formats.percent(value, self.decimals)
            case "month":
                return formats.month(value)
            case "day":
                return formats.day(value, short=True)
            case "quarter":
                return formats.quarter(value)
            case "when":
                return formats.when(value, short=True)
            case "text" | "number_text":  # the second is a number written by the page: right-aligned
                return str(value)


Rows = pa.Table | Sequence[Mapping[str, Any]]


def table(rows: Rows, columns: Sequence[Column], *, caption: str) -> None:
    """Draw rows with the given columns. `caption` names the table for those who hear the page."""
    records = rows.to_pylist() if isinstance(rows, pa.Table) else rows
    if len(records) > LONG:
        shown = {c.label: [_grid(c, r.get(c.name)) for r in records] for c in columns}
        config = {
            c.label: st.column_config.NumberColumn(format="localized") for c in columns if c.kind == "number"
        }
        st.dataframe(
            pa.table(shown), hide_index=True, column_config=config, alt=caption, placeholder=formats.NOTHING
        )
        return
    head = "".join(f'<th scope="col" class="{_side(c)}">{escape(c.label)}</th>' for c in columns)
    body = "".join(f"<tr>{''.join(_cell(c, i, row) for i, c in enumerate(columns))}</tr>" for row in records)
    st.html(
        f'<div class="sg-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="sg-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def csv_bytes(rows: Rows, columns: Sequence[Column]) -> bytes:
    """The same rows as CSV: UTF-8 with a byte order mark (Excel), comma, point; text that a sheet would run is defused."""
    records = rows.to_pylist() if isinstance(rows, pa.Table) else rows
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_defused(c.label) for c in columns])
    writer.writerows([_plain(row.get(c.name)) for c in columns] for row in records)
    return out.getvalue().encode("utf-8-sig")


def _cell(column: Column, index: int, row: Mapping[str, Any]) -> str:
    text = escape(column.text(row.get(column.name)))
    if column.link and (address := row.get(column.link)):
        text = f'<a href="{escape(str(address), quote=True)}" target="_self">{text}</a>'
    if index == 0:
        side = _side(column)
        return f'<th scope="row"{f" class={side!r}" if side != "sg-left" else ""}>{text}</th>'
    return f'<td class="{_side(column)}">{text}</td>'


def _side(column: Column) -> str:
    if column.kind in ("day", "when"):
        return "sg-day"
    return "sg-right" if column.kind in ("number", "number_text", "percent") else "sg-left"


def _grid(column: Column, value: Any) -> Any:
    """What the data grid gets: numbers stay numbers (it sorts them), rounded as shown; the rest is text."""
    if column.kind == "number" and value is not None:
        return float(round(Decimal(str(value)), column.decimals))
    return None if value is None and column.kind == "number" else column.text(value)


def _plain(value: Any) -> Any:
    """A value as machines read it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _defused(value) if isinstance(value, str) else value


def _defused(text: str) -> str:
    """Text that Excel would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
