"""Source fields: which heading of the file gives which field; starts with what was guessed, else with equal headings."""

import re
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.languages import _
from dashboard.staff_pages.source_draft import guess
from dashboard.staff_pages.source_table import Chosen, certainty
from ingest import desk
from ingest.desk import Heading

Tree = dict[str, Any]
MOST_LEFT = 20
NOWHERE = 0
"""The choice of no column; columns count from 1."""
OF_THE_FILE = ("period_kind", "u8_u9_declared", "scale_max", "element_count")
"""Said of all rows by the rules below, never by a column."""


def draw(chosen: Chosen) -> Tree:
    """Draw one choice per field; gives the source's `columns`."""
    fields = chosen.dataset.fields
    said = desk.said(chosen.suggestion.source).get("columns", {}) if chosen.suggestion else {}
    start = {name: _start(chosen, name, said) for name in fields if name not in OF_THE_FILE}
    marks = [name for choice in chosen.dataset.recognised_by for name in choice]
    first = [
        name
        for name in start
        if start[name] is not None
        or name in marks
        or (
            name in chosen.dataset.required and not name.startswith("period_")
        )  # a rule below says it as a rule
    ]
    more = st.multiselect(
        _("Bidang lain yang ingin diisi dari berkas"),
        [name for name in start if name not in first],
        format_func=lambda name: fields[name].title,
        key=f"more-{chosen.key}",
        placeholder=_("Pilih bidang"),
    )
    columns: Tree = {}
    for name in [*first, *more]:
        position = _field(chosen, name, start[name])
        if position is None:
            if _by_alias(chosen, name) is not None:
                columns[name] = None  # the dataset's own words must not find it again
        elif position == start[name] and name in said:
            columns[name] = said[name]
        else:
            columns[name] = _column(chosen, position)
    _unused(chosen, columns)
    return columns


def _unused(chosen: Chosen, columns: Tree) -> None:
    """Headings no field takes: what a person may have forgotten."""
    used = {_position(chosen, column) for column in columns.values()}
    left = [
        formats.plain(label(chosen, one))
        for one in chosen.sight.headings
        if one.title and one.position not in used
    ]
    if left:
        st.markdown(
            ":small[:gray["
            + _("Kolom yang tidak dipakai: {columns}.").format(columns=" · ".join(left[:MOST_LEFT]))
            + "]]"
        )


def _field(chosen: Chosen, name: str, start: int | None) -> int | None:
    """One field: its choice on the left, on the right why and how the column looks."""
    headings = {heading.position: heading for heading in chosen.sight.headings}
    options = [NOWHERE, *headings]
    with st.container(key=f"sg-field-{name}"):
        left, right = st.columns([2, 3], vertical_alignment="center")
    field = chosen.dataset.fields[name]
    title = _("{title} (wajib)").format(title=field.title) if field.required else field.title
    picked = left.selectbox(
        title,
        options,
        index=options.index(start or NOWHERE),
        format_func=lambda n: label(chosen, headings[n]) if n else _("– tidak ada di berkas –"),
        key=f"field-{chosen.key}-{name}",
    )
    position = picked or None
    guessed = guess(chosen.suggestion, f"columns.{name}")
    lines = [f"{certainty(guessed)} {guessed.reason}"] if guessed and position == start else []
    if position is not None and headings[position].examples:
        lines.append(
            _("Isi: {examples}").format(examples=" · ".join(map(formats.plain, headings[position].examples)))
        )
    elif position is None and field.required:
        lines.append(
            _("Bidang wajib: pilih kolomnya, atau nyatakan di aturan di bawah bila seluruh berkas sama.")
        )
    right.markdown("  \n".join(f":small[:gray[{line}]]" for line in lines))
    return position


def _start(chosen: Chosen, name: str, said: Tree) -> int | None:
    """Where a field stands at first: as guessed, else where loading would find it by itself."""
    if name in said and (said[name] is None or _position(chosen, said[name])):
        return _position(chosen, said[name])
    taken = {_position(chosen, column) for column in said.values()}
    found = _by_alias(chosen, name)
    return None if found in taken else found


def label(chosen: Chosen, column: Heading) -> str:
    """A column by its heading, by its place where the table has none."""
    return _("Kolom {letter}").format(letter=column.label) if chosen.sight.is_headless else column.label


def _by_alias(chosen: Chosen, name: str) -> int | None:
    if chosen.sight.is_headless:  # a letter is no word of a dataset
        return None
    return _position(chosen, {"headings": chosen.dataset.fields[name].aliases})


def _position(chosen: Chosen, column: Tree | None) -> int | None:
    """The column of the file that a source's column means."""
    if column is None:
        return None
    if column.get("position"):
        return int(column["position"])
    for heading in column["headings"]:
        for here in chosen.sight.headings:
            if _same(heading) in (_same(here.title), _same(here.title.rsplit(" / ", 1)[-1])):
                return here.position
    return None


def _column(chosen: Chosen, position: int) -> Tree:
    """A heading that stands there once names the column; else its place does."""
    column = next(one for one in chosen.sight.headings if one.position == position)
    equal = [one for one in chosen.sight.headings if _same(one.title) == _same(column.title)]
    return {"headings": [column.title]} if column.title and len(equal) == 1 else {"position": position}


def heading(chosen: Chosen, columns: Tree, name: str) -> Heading | None:
    """The column that gives a field, as it was chosen."""
    position = _position(chosen, columns.get(name))
    return next((one for one in chosen.sight.headings if one.position == position), None)


def _same(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
