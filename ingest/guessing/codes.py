"""Codes: what the words and numbers of a coded column mean, beyond the spellings that ingest knows anyway."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.dataset import Field
from ingest.guessing.evidence import Evidence
from ingest.guessing.vocabulary import book
from ingest.values import answer, code, person, position_kind, rating

CODED = ("rating", "predikat", "org_predikat", "answer", "sex", "employment", "position_kind", "complaint_class",
         "boolean", "code")  # fmt: skip
KNOWN: dict[str, dict[str, str | None]] = {
    "rating": rating.RATING_WORDS,
    "predikat": {**rating.PREDIKAT_WORDS, "cukup": "butuh_perbaikan"},
    "org_predikat": rating.ORGANISATION_WORDS,
    "answer": answer.WORDS,
    "sex": person.SEX,
    "employment": person.EMPLOYMENT,
    "position_kind": position_kind.WORDS,
    "complaint_class": code.COMPLAINT_CLASSES,
    "boolean": code.BOOLEANS,
}
ALIKE = 0.8


@dataclass(frozen=True)
class Meaning:
    """A delivered word, the code it most probably means (null: nothing yet), how surely and why."""

    word: str
    code: str | None
    confidence: float
    reason: str


def plain(text: str) -> str:
    """The form in which delivered words are compared, as `siger_words` does, the number of an option cut off."""
    said = re.sub(r"^\d+ ?[.):=–-] ?(?=[a-z])", "", text.lower())
    said = re.sub(r"[_\-]", " ", said)
    return re.sub(r"\s+", " ", re.sub(r" ?\([^)]*\)", "", said)).strip()


def is_number(text: str) -> bool:
    """A code written as a number, 1 or 2.0."""
    return re.fullmatch(r"\d{1,2}([.,]0+)?", text) is not None


def numbered(column: Evidence, highest: int) -> bool:
    """The cells are whole numbers from 0 to `highest`: codes that only their source can explain."""
    return (
        bool(column.filled)
        and column.share(lambda t: is_number(t) and float(t.replace(",", ".")) <= highest) >= 0.9
    )


def meaning(dataset: str, name: str, field: Field, word: str) -> Meaning | None:
    """What a word unknown to ingest most probably means in that field; null where nothing is near."""
    said = plain(word)
    if said in book()["nothing"]:
        return Meaning(word, None, 0.9, f"«{word}» berarti belum ada nilai")
    key = f"code.{dataset}.{name}" if field.kind == "code" else field.kind
    for option, words in book()["words"].get(key, {}).items():
        if said in words:
            return Meaning(word, str(option), 0.8, f"«{word}» lazim berarti {option}")
    known = {**KNOWN.get(field.kind, {}), **field.values, **{c: c for c in field.codes}}
    if said in known:
        return Meaning(word, known[said], 0.9, f"«{word}» memuat kata «{said}»")
    near = get_close_matches(said, known, 1, ALIKE) if len(said) >= 4 else []
    if not near:
        return None
    return Meaning(word, known[near[0]], 0.72, f"ejaan «{word}» paling dekat dengan «{near[0]}»")


def day_and_month(text: str) -> tuple[str, str] | None:
    """The first two numbers of a numeric date whose year comes last; null for any other text."""
    found = re.match(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{2}", text)
    return (found[1], found[2]) if found else None
