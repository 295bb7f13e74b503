"""Heading: the title of a column, compared without regard to case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

HeadingBook = Mapping[str, Collection[tuple[str, str]]]
"""Normalised heading → (dataset or source, field) for all that know it."""


@dataclass(frozen=True)
class Column:
    """A column by position (1-based), its title as delivered (levels joined by ' / '), its normalised key."""

    position: int
    title: str
    key: str


def letter(position: int) -> str:
    """Spreadsheet name of a column: 1 = A, 27 = AA."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


@lru_cache(maxsize=4096)
def normalise(text: str | None) -> str:
    """A heading for comparing: lower case, no accents, anything but letters and digits one '_'."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
