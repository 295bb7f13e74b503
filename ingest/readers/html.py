"""HTML: tables of a web page saved as .xls, laid out on a grid as Excel would show them.

Text before a table (a heading, a period line) becomes records of one cell above it, text after the last
table records below it, as Excel does when it opens such a file: the period of the data is often only there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from ingest.errors import FileRefused
from ingest.readers.encoding import read_text
from ingest.readers.grid import Grid, write_grid
from ingest.readers.limits import Limits

BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "center",
        "li",
        "tr",
        "td",
        "caption",
        "section",
        "header",
        "footer",
        "form",
        "body",
    ]
)
SKIPPED = frozenset(["script", "style", "head", "title", "noscript", "template"])
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)

Row = dict[int, str]
Merge = tuple[int, int, int, int]


def read(path: Path, work: Path, limits: Limits) -> tuple[str, list[Grid]]:
    """(encoding, one grid per table). Raises FileRefused: not_a_table, damaged, too_large."""
    if path.stat().st_size > limits.workbook_bytes:
        raise FileRefused(
            "too_large", f"lebih besar dari {limits.workbook_bytes // 1_000_000} MB; kirim sebagai CSV."
        )
    text, encoding = read_text(path)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True)
    try:  # our own decoding rules: a declared charset may lie
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise FileRefused(
            "damaged", "berisi HTML yang tidak dapat dibaca; simpan sebagai .xlsx lalu kirim lagi."
        ) from fault
    grids: list[Grid] = []
    pieces = list(_pieces(page))
    tables = [piece for piece in pieces if not isinstance(piece, str)]
    if not tables:
        raise FileRefused(
            "not_a_table",
            "adalah halaman web tanpa tabel; ekspor datanya sebagai .xlsx atau CSV lalu kirim lagi.",
        )
    above: list[str] = []
    last = tables[-1]
    for position, piece in enumerate(pieces):
        if isinstance(piece, str):
            above.append(piece)
            continue
        below = [line for line in pieces[position + 1 :] if isinstance(line, str)] if piece is last else []
        rows, merged, hidden = _layout(piece, above, below, limits)
        name = f"Tabel {len(grids) + 1}" if len(tables) > 1 else None
        columns = max((max(row) for row in rows if row), default=0)
        target, written = write_grid(
            work / f"grid-{len(grids) + 1}",
            ([row.get(n, "") for n in range(1, columns + 1)] for row in rows),
            columns,
        )
        grids.append(Grid(name, target, written, columns, hidden, merged))
        above = []
    if not any(grid.columns for grid in grids):
        raise FileRefused("empty", "berisi tabel tanpa isi; ekspor ulang dari aplikasi asal lalu kirim lagi.")
    return encoding, grids


def _pieces(page: etree._Element) -> Iterator[str | etree._Element]:
    """Lines of text and innermost tables in the order of the page; tables that only arrange others are not data."""
    line: list[str] = []

    def flush() -> Iterator[str]:
        words = " ".join("".join(line).split())
        line.clear()
        if words:
            yield words

    def walk(element: etree._Element) -> Iterator[str | etree._Element]:
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        if element.tag == "table" and next(element.iterdescendants("table"), None) is None:
            yield from flush()
            yield element
            return
        if element.tag in BLOCKS:
            yield from flush()
        line.append(element.text or "")
        for child in element:
            yield from walk(child)
            line.append(child.tail or "")
        if element.tag in BLOCKS:
            yield from flush()

    try:
        yield from walk(page)
    except RecursionError as fault:
        raise FileRefused(
            "unsafe", "berisi HTML bersarang terlalu dalam; simpan sebagai .xlsx lalu kirim lagi."
        ) from fault
    yield from flush()


def _layout(
    table: etree._Element, above: list[str], below: list[str], limits: Limits
) -> tuple[list[Row], list[Merge], int]:
    """(records as column → text, merges, hidden rows); spans keep their text in the first cell only."""
    rows: list[Row] = [{1: line} for line in above]
    rows += [{1: cell_text(caption)} for caption in table.iterchildren("caption")]
    merged: list[Merge] = []
    covered: dict[int, int] = {}  # column → last row it is covered to by a rowspan above
    hidden = 0
    for element in table.iter("tr"):
        number = len(rows) + 1
        if number > limits.rows:
            raise FileRefused("too_large", f"berisi lebih dari {limits.rows} baris; kirim sebagai CSV.")
        hidden += bool(HIDDEN.search(element.get("style", "")))
        row: Row = {}
        column = 1
        for cell in element.iterchildren("td", "th"):
            while covered.get(column, 0) >= number:
                column += 1
            wide, high = _span(cell, "colspan", limits.columns), _span(cell, "rowspan", limits.rows)
            if column + wide - 1 > limits.columns:
                raise FileRefused(
                    "too_large",
                    f"berisi tabel lebih dari {limits.columns} kolom; hapus kolom yang tidak perlu.",
                )
            row[column] = cell_text(cell)
            if wide > 1 or high > 1:
                merged.append((number, column, number + high - 1, column + wide - 1))
                covered.update(dict.fromkeys(range(column, column + wide), number + high - 1))
            column += wide
        rows.append(row)
    height = len(rows)  # a rowspan may claim more rows than there are
    merged = [(r1, c1, min(r2, height), c2) for r1, c1, r2, c2 in merged]
    rows += [{1: line} for line in below]
    return rows, merged, hidden


def _span(cell: etree._Element, name: str, cap: int) -> int:
    """A span as written, at least 1; more than `cap` is an attack or a slip, and capped."""
    written = re.match(r"\s*(\d{1,9})", cell.get(name, "1"))
    return min(max(int(written[1]), 1), cap) if written else 1


def cell_text(cell: etree._Element) -> str:
    """A cell's text: <br> is a line break, other white space collapses as in a browser."""
    parts: list[str] = []

    def collapse(text: str | None) -> None:
        parts.append(re.sub(r"[ \t\r\n\f]+", " ", text or ""))

    collapse(cell.text)
    for element in cell.iterdescendants():
        if isinstance(element.tag, str) and element.tag not in SKIPPED:
            if element.tag in ("br", "p", "div", "li"):
                parts.append("\n")
            collapse(element.text)
        collapse(element.tail)
    return re.sub(r" ?\n ?", "\n", "".join(parts)).strip(" \n")
