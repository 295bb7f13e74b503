"""Questions: which element of the satisfaction survey (U1–U9) a heading asks for, by its words before its number."""

import re

from ingest.guessing.vocabulary import Likeness, book, words
from ingest.heading import normalise

NUMBERED = re.compile(r"^(u|unsur|nilai_u|nilai_unsur|q|p|pertanyaan|soal|butir|item|r)_?0?([1-9])$")
LEGAL = ("u", "unsur", "nilai_u", "nilai_unsur")
"""Numberings that mean the rule's own order; any other is the order of one form."""


def likeness(heading: str, field: str) -> Likeness:
    """How surely the heading is that element (0–1); words win over a number, for forms exchange U8 and U9."""
    asked = by_words(heading)
    if asked:
        return Likeness(0.97, f"pertanyaan tentang {asked[1]}") if asked[0] == field else Likeness(0, "")
    for part in (heading, heading.rsplit(" / ", 1)[-1]):
        found = NUMBERED.match(normalise(part))
        if found and f"u{found[2]}" == field:
            legal = found[1] in LEGAL
            return Likeness(1.0 if legal else 0.85, f"unsur {found[2]}", legal)
    return Likeness(0, "")


def by_words(heading: str) -> tuple[str, str] | None:
    """(field, the word that told) of a heading that names its element."""
    said = {*words(heading), *normalise(heading).split("_")}
    for field, asked in book()["questions"].items():
        if found := next((word for word in asked if word in said), None):
            return field, found
    return None
