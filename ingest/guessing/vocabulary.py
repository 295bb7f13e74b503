"""Vocabulary: what a heading says, its words made comparable, and how near it is to what a field is called."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ingest.dataset import Dataset, datasets
from ingest.heading import normalise

PATH = Path(__file__).with_name("vocabulary.yml")
MISSPELT = 0.84
"""So alike must a long strange word be to a known one to be its misspelling."""


STRANGE = 0.5
"""So many strange words make a heading one that may be a person's name."""


@cache
def book() -> dict[str, Any]:
    """The general words of vocabulary.yml."""
    loaded: dict[str, Any] = YAML(typ="safe").load(PATH)
    return loaded


def listed(name: str) -> list[str]:
    """One of the book's plain lists, longest texts first."""
    words: list[str] = book()[name]
    return sorted(words, key=len, reverse=True)


@dataclass(frozen=True)
class Likeness:
    """How near a heading is to a field (0–1), and to which of its names."""

    score: float
    name: str
    is_exact: bool = False


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a heading: capitals inside words split, abbreviations undone, synonyms made one, typos mended."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    split = re.sub(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=\D)", "", split)  # numbering of questions
    found: list[str] = []
    for word in normalise(split.replace("%", " persen ")).split("_"):
        if word and not re.fullmatch(r"(19|20)\d\d", word):
            found += _undone(word)
    return tuple(found)


def strange(text: str) -> float:
    """Share of a heading's words (0–1) that are in no vocabulary: names of persons are."""
    said = [
        word for word in words(text) if not re.fullmatch(r"[a-z]{0,3}\d+", word)
    ]  # U1, P9, 2025 are nobody
    return sum(word not in _known() for word in said) / len(said) if said else 0.0


def may_name_somebody(text: str) -> bool:
    """Half of the words are strange, or a strange word has a capital in a sentence written small."""
    spoken = re.findall(r"[^\W\d_]+", text)
    capitals = [word for word in spoken[1:] if word[:1].isupper()]
    if len(capitals) * 2 < len(spoken) - 1 and any(strange(word) == 1 for word in capitals):
        return True
    return strange(text) >= STRANGE


@lru_cache(maxsize=4096)
def speaks(text: str) -> bool:
    """Some written word of the text is known as it stands, or its words run together are: it may be a heading."""
    plain = [word for word in normalise(text).split("_") if word]
    return any(word in _written() for word in plain) or any(len(word) >= 6 and _split(word) for word in plain)


def likeness(heading: str, dataset: Dataset, field: str) -> Likeness:
    """The nearest name of the field to a heading as printed; a joined heading counts whole and by its last level."""
    return _nearest(heading, dataset.dataset, field)


@lru_cache(maxsize=65536)
def _nearest(heading: str, dataset: str, field: str) -> Likeness:
    key = normalise(heading)
    aliases = datasets()[dataset].fields[field].aliases
    leaf = heading.rsplit(" / ", 1)[-1]
    by_leaf = leaf != heading and _parent_is_neutral(heading)
    if key in aliases or (by_leaf and normalise(leaf) in aliases):
        return Likeness(1.0, key, True)
    best = Likeness(0.0, "")
    for phrase, said in _phrases(dataset, field):
        score = max(_alike(words(heading), said), 0.9 * _alike(words(leaf), said) if by_leaf else 0)
        if score > best.score:
            best = Likeness(score, phrase)
    return best


def _parent_is_neutral(heading: str) -> bool:
    """The upper levels do not say whose NIP or name it is."""
    return not set(words(heading.rsplit(" / ", 1)[0])) & {"penilai", "induk", "lama"}


def _alike(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Share of the weight of both word sets that they have in common (Dice)."""
    a, b = set(left), set(right)
    total = sum(map(_weight, a)) + sum(map(_weight, b))
    return 2 * sum(map(_weight, a & b)) / total if total else 0.0


def _weight(word: str) -> float:
    return float(book()["light"].get(word, 0.3 if word.isdigit() else 1.0))


@cache
def _phrases(dataset: str, field: str) -> list[tuple[str, tuple[str, ...]]]:
    """(name, its words) of all names of a field: aliases, then the vocabulary's phrases."""
    own = book()["datasets"].get(dataset, {}).get(field, [])
    shared = (
        book()["fields"].get(field, []) if not own or field not in ("position_name", "agency_name") else []
    )
    names = [alias.replace("_", " ") for alias in datasets()[dataset].fields[field].aliases]
    return [(name, words(name)) for name in [*names, *own, *shared]]


@cache
def _canonical() -> dict[str, str]:
    return {other: one for one, others in book()["synonyms"].items() for other in others if " " not in other}


@cache
def _known() -> frozenset[str]:
    """All canonical words of aliases, phrases and the vocabulary."""
    said = {
        word
        for dataset in datasets().values()
        for field in dataset.fields.values()
        for alias in field.aliases
        for word in alias.split("_")
    }
    lists = [
        *book()["fields"].values(),
        *(p for fields in book()["datasets"].values() for p in fields.values()),
    ]
    said |= {word for phrases in lists for phrase in phrases for word in normalise(phrase).split("_")}
    said |= {*book()["synonyms"], *book()["light"]}
    said |= {
        word for name in ("money", "attendance", "everyday") for text in book()[name] for word in text.split()
    }
    said |= {word for options in book()["questions"].values() for word in options}
    spelt = {word for text in book()["abbreviations"].values() for word in text.split()}
    return frozenset(_canonical().get(word, word) for word in said | spelt if word)


def _undone(word: str) -> list[str]:
    """One written word as canonical words."""
    if word in book()["abbreviations"]:
        return [_canonical().get(part, part) for part in book()["abbreviations"][word].split()]
    word = _canonical().get(word, word)
    if word in _known() or len(word) < 5 or any(letter.isdigit() for letter in word):
        return [word]
    if parts := _split(word):
        return parts
    near = next(
        (known for known in get_close_matches(word, _spellable(), 1, MISSPELT) if known[0] == word[0]), word
    )
    return [_canonical().get(near, near)]


@cache
def _written() -> frozenset[str]:
    """Words as they are written: known ones, their synonyms, abbreviations."""
    return frozenset({*_known(), *_canonical(), *book()["abbreviations"]})


@cache
def _spellable() -> tuple[str, ...]:
    return tuple(sorted(word for word in {*_known(), *_canonical()} if len(word) >= 5 and word.isalpha()))


def _split(word: str) -> list[str] | None:
    """A run-together word as known words, `hasilkinerjanilai`; null where it is not made of them."""
    if not word:
        return []
    for length in range(len(word), 2, -1):
        if word[:length] in _written():
            rest = _split(word[length:])
            if rest is not None:
                return [*_plain(word[:length]), *rest]
    return None


def _plain(word: str) -> list[str]:
    parts = book()["abbreviations"].get(word, word).split()
    return [_canonical().get(part, part) for part in parts]
