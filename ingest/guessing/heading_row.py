"""Heading row: which record of an unknown table names its columns, by words that are like names of fields."""

from collections.abc import Iterable

from ingest.dataset import Dataset, datasets
from ingest.guessing import questions, vocabulary
from ingest.header import LONGEST_HEADING, LOOKED_AT, is_numeric

TELLING = 0.75
"""So like a field's name must a cell be to count as its heading."""


def find(head: list[tuple[int, list[str]]]) -> int | None:
    """source_row of the record with most telling headings of one dataset, two at least; null where none has them.

    `head` are the first records: source_row and the filled cells.
    """
    best, at = 1, None
    for row, texts in head[:LOOKED_AT]:
        cells = [text for text in texts if len(text) <= LONGEST_HEADING and not is_numeric(text)]
        if len(cells) < 2 or len(cells) * 2 < len(texts):
            continue
        told = telling(cells)
        if told > best:
            best, at = told, row
    return at


def telling(headings: Iterable[str]) -> int:
    """How many fields of one dataset the headings name, at best."""
    known = [heading for heading in headings if vocabulary.speaks(heading)]
    return max((_named(dataset, known) for dataset in datasets().values()), default=0)


def _named(dataset: Dataset, headings: list[str]) -> int:
    found: set[str] = set()
    for heading in headings:
        near = max(
            ((_like(dataset, name, heading), name) for name in dataset.fields if name not in found),
            default=(0.0, ""),
        )
        if near[0] >= TELLING:
            found.add(near[1])
    return len(found)


def _like(dataset: Dataset, name: str, heading: str) -> float:
    if dataset.fields[name].kind == "answer":
        return questions.likeness(heading, name).score
    return vocabulary.likeness(heading, dataset, name).score
