"""Draft: a source in the making: what its YAML will say, and of each guess how sure it is and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.dataset import Dataset


@dataclass(frozen=True)
class Guess:
    """One guess: a dotted path in the source's YAML, what is proposed, confidence 0–1, an Indonesian sentence why."""

    key: str
    value: str
    confidence: float
    reason: str


@dataclass
class Draft:
    """A source's YAML as a tree, the guesses behind it, what was not found, and what a person must check."""

    dataset: Dataset
    said: dict[str, Any] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should know but need not decide."""
    sheets: list[str] = field(default_factory=list)
    """Other sheets of the file that have the same headings."""
    part: str | None = None
    """What the table brings to a delivery (answers, respondents, questions); null for a table of its own."""
    parts_missing: list[str] = field(default_factory=list)
    """Parts of the delivery without which nothing can be loaded."""
    strange: dict[str, list[str]] = field(default_factory=dict)
    """Words without a known meaning, each with the fields in which it stands."""

    def guess(self, key: str, value: str, confidence: float, reason: str) -> None:
        """Note a guess; the tree is filled by whoever made it."""
        sentence = reason[:1].upper() + reason[1:].rstrip(".") + "."
        self.guesses.append(Guess(key, value, round(confidence, 2), sentence))

    def doubt(self, words: str) -> None:
        """Something a person must check before the source is used; once each."""
        if words not in self.doubts:
            self.doubts.append(words)

    def wonder(self, word: str, name: str) -> None:
        """A word of that field without a known meaning."""
        self.strange.setdefault(word, []).append(name)

    def unexplained(self) -> list[str]:
        """A doubt for each set of fields with the words in them that nobody explained."""
        together: dict[tuple[str, ...], list[str]] = {}
        for word, names in self.strange.items():
            together.setdefault(tuple(sorted(set(names))), []).append(word)
        return [
            f"arti {_some([f'«{word}»' for word in sorted(words)], 6)} pada {_some([self.titles([name]) for name in names], 3)}"
            " tidak dikenal; sebelum artinya ditetapkan (values), barisnya dikarantina"
            for names, words in together.items()
        ]

    def note(self, words: str) -> None:
        """Something worth saying beside the suggestion."""
        self.notes.append(words)

    def put(self, **keys: Any) -> None:
        """Say keys of the YAML; what is empty stays out."""
        self.said |= {key: value for key, value in keys.items() if value not in (None, {}, [])}

    def lack(self, *fields: str) -> None:
        """Mandatory fields nothing was found for."""
        self.missing += [name for name in fields if name not in self.missing]

    def titles(self, fields: list[str]) -> str:
        """Fields as users know them, for a sentence."""
        known: Mapping[str, Any] = self.dataset.fields
        return ", ".join(f"«{known[name].title}»" if name in known else f"«{name}»" for name in fields)


def _some(said: list[str], most: int) -> str:
    more = f" dan {len(said) - most} lainnya" if len(said) > most else ""
    return f"{', '.join(said[:most])}{more}"
