"""Nine box: the talent matrix as a real table of three by three, one box marked; read aloud row by row, as wide as a phone."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.languages import _


def nine_box(
    cells: Iterable[Mapping[str, Any]],
    *,
    caption: str,
    performance: Mapping[str, str],
    potential: Mapping[str, str],
    marked: int | None = None,
) -> None:
    """Draw boxes with performance, potential, box and persons; the axes' levels are code → words, the best first."""
    placed = {(cell["performance"], cell["potential"]): cell for cell in cells}
    columns = list(potential.items())[::-1]
    over = f'<td></td><th scope="colgroup" colspan="{len(columns)}">{escape(_("Potensi"))}</th>'
    head = "".join(f'<th scope="col">{escape(word)}</th>' for _code, word in columns)
    rows = ""
    for level, word in performance.items():
        fields = "".join(_field(placed.get((level, code)), marked) for code, _word in columns)
        rows += f'<tr><th scope="row">{escape(word)}</th>{fields}</tr>'
    st.html(
        f'<table class="sg-boxes"><caption>{escape(caption)}</caption>'
        f'<thead><tr>{over}</tr><tr><th scope="col">{escape(_("Kinerja"))}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _field(cell: Mapping[str, Any] | None, marked: int | None) -> str:
    if cell is None:
        return "<td></td>"
    classes = [
        *(["sg-here"] if cell["box"] == marked else []),
        *(["sg-none"] if not cell["persons"] else []),
    ]
    name = escape(_("Kotak {n}").format(n=cell["box"]))
    return (
        f'<td class="{" ".join(classes)}"><span class="sg-box">{name}</span>'
        f'<span class="sg-count">{formats.number(cell["persons"])}</span></td>'
    )
