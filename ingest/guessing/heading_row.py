"""Heading row: which record of an unknown table names its columns, by words that are like names of fields."""

import itertools
import re
from collections.abc import Iterable

from ingest.dataset import Dataset, datasets
from ingest.guessing import questions, vocabulary
from ingest.header import LONGEST_HEADING, LOOKED_AT, is_numeric

TELLING = 0.75
"""So like a field's name must a cell be to count as its heading."""
LEAST = 2
"""So many headings at least must tell, or the numbers of a survey's elements stand for them."""


def find(head: list[tuple[int, list[str]]]) -> int | None:
    """source_row of the record with most telling headings of one dataset, two at least; null where none has them.

    `head` are the first records: source_row and the filled cells.
    """
    best, at = LEAST - 1, None
    for row, texts in head[:LOOKED_AT]:
        cells = [text for text in texts if len(text) <= LONGEST_HEADING and not is_numeric(text)]
        if len(cells) < 2 or len(cells) * 2 < len(texts):
            continue
        told = telling(cells)
        if told > best:
            best, at = told, row
    return _numbered(head) if at is None else at


def _numbered(head: list[tuple[int, list[str]]]) -> int | None:
    """The record 1, 2, 3 … right under one that speaks of the elements of a survey, or behind `Responden` itself."""
    for (_, over), (row, texts) in itertools.pairwise([(0, list[str]()), *head[:LOOKED_AT]]):
        numbers = [text for text in texts if re.fullmatch(r"\(?[1-9]\)?\.?", text)]
        if [int(re.sub(r"\D", "", text)) for text in numbers] != [*range(1, len(numbers) + 1)]:
            continue
        said = {
            word
            for text in (over if len(numbers) == len(texts) else texts)
            for word in vocabulary.words(text)
        }
        if len(numbers) >= questions.LEAST_NUMBERED and said & {*questions.ABOUT_ELEMENTS, "responden"}:
            return row
    return None


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
