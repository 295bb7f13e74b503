"""Header: which records of a grid's head name its columns, over how many levels."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from ingest.heading import Column, HeadingBook, normalise
from ingest.readers.grid import Grid

HEAD = 60
LOOKED_AT = 25
LONGEST_HEADING = 300
LONGEST_LOOKED_AT = 500
"""No heading, title or label is longer; patterns shall not run over a novel that somebody put into a cell."""
BLANKS = " \t\r\n\u00a0\u200b\ufeff"
NUMERIC = re.compile(r"[-+(]?\s*(rp\.?\s*)?[.,:/ %-]*\d[\d.,:/ %-]*\)?(e[+-]?\d+)?", re.IGNORECASE)


HeaderRow = int | Literal["none"]
"""Where somebody knows the header to stand: its (last) record, or that the first record is data already."""


@dataclass(frozen=True)
class LayoutHint:
    """What a source knows: the (last) header record or that there is none, or normalised headings to look for."""

    header_row: HeaderRow | None = None
    headings: tuple[str, ...] = ()


class Head:
    """The first records of a grid, their cells cleaned, with the merges that touch them."""

    def __init__(self, records: list[tuple[int, list[str]]], grid: Grid) -> None:
        self.records = records
        self.width = grid.columns
        # one merge may begin in a cell, however many a crafted file states
        near = {merge[:2]: merge for merge in grid.merged if merge[0] <= HEAD and merge[1] <= grid.columns}
        self.merged = list(near.values())

    def __len__(self) -> int:
        return len(self.records)

    def number(self, i: int) -> int:
        """source_row of the i-th record."""
        return self.records[i][0]

    def cells(self, i: int) -> list[str]:
        return self.records[i][1]

    def filled(self, i: int) -> list[tuple[int, str]]:
        """(position, text) of the cells that hold something."""
        return [(n, text) for n, text in enumerate(self.cells(i), 1) if text]

    def covered(self, i: int) -> set[int]:
        """Positions that are filled or lie in a merge with text in its first cell."""
        places = {n for n, _ in self.filled(i)}
        for r1, c1, r2, c2 in self.merged:
            if r1 <= self.number(i) <= r2:
                places |= set(range(c1, min(c2, self.width) + 1))
        return places

    def owner(self, i: int, position: int) -> str:
        """The text of the merge in this record that covers a position; '' where there is none."""
        for r1, c1, _, c2 in self.merged:
            if r1 == self.number(i) and c1 <= position <= c2:
                return self.cells(i)[c1 - 1]
        return ""


def clean(cell: str | None) -> str:
    """A cell as layout looks at it: without blanks around it, and no longer than anybody writes a heading."""
    return (cell or "")[: 2 * LONGEST_LOOKED_AT].strip(BLANKS)[:LONGEST_LOOKED_AT]


def is_numeric(text: str) -> bool:
    return NUMERIC.fullmatch(text) is not None


def header_at(head: Head, headings: HeadingBook, hint: LayoutHint) -> int | None:
    """Index of the record that is the header, or its level with the known names."""
    looked = range(min(len(head), LOOKED_AT))
    if hint.header_row == "none":
        return None
    if hint.header_row is not None:
        return next((i for i in range(len(head)) if head.number(i) == hint.header_row), None)
    if len(head) and head.number(0) == 0:  # a JSON grid brings its keys
        return 0
    scores = {i: _score(head, i, headings, hint) for i in looked}
    best = max(scores.values(), default=0)
    if best >= 2:
        return min(i for i in looked if scores[i] == best)
    by_shape = next((i for i in looked if _looks_like_header(head, i)), None)
    if by_shape is None and best == 1:  # a list of one column, or one known name among strangers
        return next((i for i in looked if scores[i] == 1 and len(head.filled(i)) >= min(2, head.width)), None)
    return by_shape


def _score(head: Head, i: int, headings: HeadingBook, hint: LayoutHint) -> int:
    """How many fields of one dataset (or headings of the source) this record names."""
    keys = {normalise(text) for _, text in head.filled(i) if len(text) <= LONGEST_HEADING}
    keys |= {re.sub(r"^\d+_", "", key) for key in keys if key[:1].isdigit()}
    named = {pair for key in keys for pair in headings.get(key, ())}
    known = Counter(where for where, _ in named)
    return max(len(keys & set(hint.headings)), *known.values(), 0)


def _looks_like_header(head: Head, i: int) -> bool:
    """Without a known name: distinct words over at least half the width that differ in kind from what lies below."""
    texts = [text for _, text in head.filled(i)]
    if len(texts) < 2 or len(head.covered(i)) * 2 < head.width or len(set(texts)) < len(texts):
        return False
    if any(is_numeric(text) or len(text) > LONGEST_HEADING for text in texts):
        return False
    if all(re.fullmatch(r"[A-Za-z][a-z0-9]*(_[a-z0-9]+)*", text) for text in texts) and any(
        "_" in t for t in texts
    ):
        return True  # names of a database
    below = [head.filled(k) for k in range(i + 1, min(len(head), i + 21))]
    for position, _ in head.filled(i):
        column = [text for row in below for n, text in row if n == position]
        if column and sum(map(is_numeric, column)) >= 0.6 * len(column):
            return True
    rows = [[text for _, text in row] for row in below if len(row) * 2 >= head.width]
    return len(texts) >= 4 and bool(rows) and all(len(set(row)) * 2 <= len(row) for row in rows)


def levels(head: Head, at: int) -> tuple[int, int]:
    """First and last index of the header around the record `at`."""
    first = last = at
    while first > 0 and _is_parent(head, first - 1, first):
        first -= 1
    while last + 1 < len(head) and _is_child(head, last, last + 1, first):
        last += 1
    return first, last


def _vertical(head: Head, upper: int, lower: int) -> bool:
    """A merge of few columns runs from one record into the next."""
    return any(r1 <= head.number(upper) and head.number(lower) <= r2 for r1, _, r2, _ in head.merged)


def _is_parent(head: Head, upper: int, lower: int) -> bool:
    """The record above is a level of the header, not a title: several words, over gaps or merges of the lower one."""
    above = head.filled(upper)
    if len(above) < 2 or any(is_numeric(text) for _, text in above):
        return False
    if _vertical(head, upper, lower):
        return True
    below = head.cells(lower)
    fills_gap = any(not below[n - 1] for n, _ in above)
    spans = any(r1 == head.number(upper) and c2 > c1 for r1, c1, _, c2 in head.merged)
    return fills_gap or (spans and len(head.covered(upper)) >= 0.8 * len(head.covered(lower)))


def _is_child(head: Head, upper: int, lower: int, first: int) -> bool:
    """The record below is a further level: a merge runs into it, or it fills only the gaps of its parent."""
    if lower - first >= 4:
        return False
    if _vertical(head, upper, lower):
        return True
    above, below = head.cells(upper), head.filled(lower)
    if len(below) < 2 or any(is_numeric(text) for _, text in below):
        return False
    places = {n for n, _ in below}

    def belongs(n: int) -> bool:
        return not above[n - 1] or (n < head.width and not above[n] and n + 1 in places)

    leaves = [n for n, text in enumerate(above, 1) if text and n not in places]
    return bool(leaves) and any(not above[n - 1] for n in places) and all(belongs(n) for n in places)


def columns_of(head: Head, first: int, last: int) -> list[Column]:
    """Titles over all levels: a parent holds for the columns its merge covers, or up to the next parent."""
    merges = any(
        r1 <= head.number(last) and r2 >= head.number(first) and c2 > c1 for r1, c1, r2, c2 in head.merged
    )
    columns = []
    for position in range(1, head.width + 1):
        names: list[str] = []
        for i in range(first, last + 1):
            text = head.cells(i)[position - 1] or head.owner(i, position)
            if (
                not text
                and not merges
                and i < last
                and any(head.cells(k)[position - 1] for k in range(i + 1, last + 1))
            ):
                text = next((t for t in reversed(head.cells(i)[: position - 1]) if t), "")
            if text and text not in names[-1:]:
                names.append(text)
        title = " / ".join(names)
        columns.append(Column(position, title, normalise(title)))
    return columns


def numbering_at(head: Head, last: int) -> int | None:
    """Index of a record 1, 2, 3 … or (1), (2), (3) … right under the header."""
    for i in range(last + 1, min(len(head), last + 3)):
        texts = [text for _, text in head.filled(i)]
        if not texts:
            continue
        numbers = [re.fullmatch(r"\(?\s*(\d{1,3})\s*\)?\.?", text) for text in texts]
        if not all(numbers) or [int(n[1]) for n in numbers if n] != list(range(1, len(texts) + 1)):
            return None
        bracketed = all(text.startswith("(") for text in texts)
        return i if len(texts) >= 5 or (bracketed and len(texts) >= 2) else None
    return None
