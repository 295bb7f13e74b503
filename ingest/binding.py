"""Binding: by which columns of a table, found by their headings, the fields of a dataset come."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.errors import FileRefused
from ingest.heading import letter, normalise
from ingest.layout import Layout
from ingest.source import Column, Source
from ingest.values import nested
from ingest.values.style import quote


def bind(source: Source, layout: Layout) -> dict[str, tuple[list[int], Column]]:
    """Field to the positions its text is taken from, in order of preference; raises for ambiguous headings.

    A column that the source names for one field is not found by the aliases of another.
    """
    dataset = source.canonical
    named = {position for column in source.columns.values() if column for position in _named(layout, column)}
    bound: dict[str, tuple[list[int], Column]] = {}
    for name, canonical in dataset.fields.items():
        if name in source.columns:
            column = source.columns[name]
            if column is None:
                continue
            positions = _named(layout, column)
        elif name in source.constants or source.shape == "wide" or source.is_headless:
            continue  # a column's letter is no word of a dataset
        else:
            column = Column(headings=canonical.aliases)
            positions = [p for p in _positions(layout, canonical.aliases, every=False) if p not in named]
        if positions:
            bound[name] = (positions, column)
    if source.survey and source.survey.u8_u9 == "swapped":
        swapped = {"u8": bound.get("u9"), "u9": bound.get("u8")}
        bound.update({name: value for name, value in swapped.items() if value})
    return bound


def _named(layout: Layout, column: Column) -> list[int]:
    return [column.position] if column.position else _positions(layout, column.headings, every=True)


def find(layout: Layout, heading: str) -> list[int]:
    """Positions of the columns with that heading: exact, as the last level of a joined heading, or without its dress."""
    key = normalise(heading)
    exact = [column.position for column in layout.columns if column.key == key]
    levels = [column for column in layout.columns if " / " in column.title]
    return (
        exact
        or [column.position for column in levels if normalise(column.title.rsplit(" / ", 1)[1]) == key]
        or [
            column.position for column in layout.columns if column.key != key and undressed(column.key) == key
        ]
    )


@lru_cache(maxsize=4096)
def undressed(key: str) -> str:
    """A heading's key without its number and its spread letters: 2_nip and n_i_p are nip."""
    bare = re.sub(r"^\d+_(?=[a-z])", "", key)
    return bare.replace("_", "") if re.fullmatch(r"[a-z](_[a-z])+", bare) else bare


def has(layout: Layout, heading: str) -> bool:
    """True when the table has a column of that heading."""
    return bool(find(layout, heading))


def one(layout: Layout, heading: str) -> int:
    """Position of the only column with that heading; raises FileRefused where there is none or more."""
    positions = find(layout, heading)
    if len(positions) != 1:
        raise FileRefused(
            "ambiguous_header",
            f"Judul kolom «{heading}» harus ada tepat satu kali; betulkan judul kolomnya lalu kirim lagi.",
        )
    return positions[0]


def _positions(layout: Layout, headings: Iterable[str], *, every: bool) -> list[int]:
    found: list[int] = []
    for heading in headings:
        positions = find(layout, heading)
        if len(positions) > 1:
            raise FileRefused(
                "ambiguous_header",
                f"Judul kolom «{heading}» muncul {len(positions)} kali; nyatakan posisi kolomnya pada sumber.",
            )
        found += [position for position in positions if position not in found]
        if found and not every:
            break
    return found


def text_of(positions: list[int], column: Column) -> str:
    """SQL of the first filled cell, cut to the part the source asks for."""
    cells = [f"siger_text(c{position})" for position in positions]
    if column.nested:
        cells = [nested.sql(cell, column.nested) for cell in cells]
    text = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})"
    return f"nullif(trim(regexp_extract({text}, {quote(column.part)}, 1)), '')" if column.part else text


def titles_of(layout: Layout, bound: dict[str, tuple[list[int], Column]]) -> dict[str, str]:
    """Field to its heading as delivered, to the column's letter where the heading is blank."""
    by_position = {column.position: column.title for column in layout.columns}
    return {
        name: by_position.get(positions[0], letter(positions[0])) for name, (positions, _) in bound.items()
    }
