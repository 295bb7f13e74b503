"""Questions: which element of the satisfaction survey (U1–U9) a heading asks for, by its words before its number."""

import re
from collections.abc import Sequence

from ingest.guessing.evidence import MEANT, Evidence
from ingest.guessing.vocabulary import Likeness, book, words
from ingest.heading import normalise

NUMBERED = re.compile(r"^(u|unsur|nilai_u|nilai_unsur|q|p|pertanyaan|soal|butir|item|r)_?0?([1-9])$")
LEGAL = ("u", "unsur", "nilai_u", "nilai_unsur")
"""Numberings that mean the rule's own order; any other is the order of one form."""
BARE = re.compile(r"(?:(?P<above>.*) / )?\(?(?P<number>[1-9])\)?\.?")
ABOUT_ELEMENTS = {"unsur", "pertanyaan", "soal", "butir", "kuesioner"}
LEAST_NUMBERED = 5


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


def number(columns: Sequence[Evidence]) -> None:
    """Note what columns ask that carry nothing but 1, 2, 3 … : under a heading that speaks of elements, or full of answers."""
    run: list[Evidence] = []
    for column in columns:
        found = BARE.fullmatch(column.title)
        if found and int(found["number"]) == len(run) + 1:
            run.append(column)
        elif found or len(run) < LEAST_NUMBERED:
            run = [column] if found and found["number"] == "1" else []
        else:
            break
    spoken = all(ABOUT_ELEMENTS & set(words(above(column))) for column in run)
    answered = all(column.read.get("answer", 0) >= MEANT for column in run if column.filled)
    if len(run) >= LEAST_NUMBERED and answered and (spoken or any(column.filled for column in run)):
        for nth, column in enumerate(run, 1):
            column.asks = f"u{nth}"


def above(column: Evidence) -> str:
    """The heading over a bare number; empty where there is none."""
    found = BARE.fullmatch(column.title)
    return (found["above"] or "") if found else ""


def is_legal(heading: str) -> bool:
    """Numbered as the rule numbers its elements, U1 to U9."""
    bare = BARE.fullmatch(heading)
    if bare and "unsur" in words(bare["above"] or ""):
        return True
    found = [NUMBERED.match(normalise(part)) for part in (heading, heading.rsplit(" / ", 1)[-1])]
    return any(hit and hit[1] in LEGAL for hit in found)


def by_words(heading: str) -> tuple[str, str] | None:
    """(field, the word that told) of a heading that names its element."""
    said = {*words(heading), *normalise(heading).split("_")}
    for field, asked in book()["questions"].items():
        if found := next((word for word in asked if word in said), None):
            return field, found
    return None
