"""Fit: which column of a table is which field of one dataset, how surely and why."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.dataset import Dataset, datasets
from ingest.guessing import cells, questions, vocabulary
from ingest.guessing.evidence import Evidence
from ingest.heading import normalise

ENOUGH = 0.5
"""Below this a column is not held to be a field at all."""
SURE = 0.7
"""Below this a person has to look."""

# What a column's cells alone are worth where its heading says nothing.
BY_CELLS = {
    "nip": 0.75, "complaint_class": 0.8, "predikat_delivered": 0.7, "organisation_predikat": 0.6, "status": 0.55,
    "agency_name": 0.55, "position_name": 0.55, "rank": 0.7, "employment_status": 0.72, "result_rating": 0.5,
    "behaviour_rating": 0.5, "person_name": 0.4, "course": 0.5, "unit_name": 0.45,
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A column taken for a field."""

    field: str
    column: Evidence
    confidence: float
    reason: str
    by_heading: bool
    """The heading itself speaks for it, so that it may be written down."""


@dataclass
class Fit:
    """All matches of one dataset, and how much of the dataset they make out."""

    dataset: Dataset
    matches: dict[str, Match] = field(default_factory=dict)
    stray: int = 0
    """NIP and rating columns that this dataset leaves unexplained."""

    def confidence(self, name: str) -> float:
        """Confidence of a field's column, 0 without one."""
        return self.matches[name].confidence if name in self.matches else 0.0

    @property
    def lacking(self) -> list[list[str]]:
        """The choices of `recognised_by` of which no field has a column."""
        return [
            choice
            for choice in self.dataset.recognised_by
            if not any(self.confidence(n) >= ENOUGH for n in choice)
        ]

    @property
    def absent(self) -> list[str]:
        """Required fields without a column."""
        return [name for name in self.dataset.required if self.confidence(name) < ENOUGH]

    @property
    def looks_right(self) -> bool:
        """A table is this dataset by its marks, or has all it requires by telling headings."""
        complete = (
            self.dataset.required
            and not self.absent
            and all(self.matches[n].by_heading for n in self.dataset.required)
        )
        return not self.lacking or bool(complete)

    @property
    def known(self) -> float:
        """The fields found, those of many datasets for less."""
        return sum(match.confidence / _shared_by(name) for name, match in self.matches.items())

    @property
    def strength(self) -> float:
        """How much speaks for the dataset: fields that few datasets have count more; what is unexplained counts against."""
        return self.known - 0.5 * len(self.absent) - self.stray


def fit(dataset: Dataset, columns: list[Evidence]) -> Fit:
    """The best assignment: surest pair first, a column for one field, a field for one column."""
    pairs = [
        found
        for name in dataset.fields
        for column in columns
        if normalise(column.title) not in dataset.dropped and (found := _match(dataset, name, column))
    ]
    pairs = _doubtful(pairs)
    pairs.sort(key=lambda pair: (-pair.confidence, _rank(dataset, pair), pair.column.position))
    made, taken = Fit(dataset), set[int]()
    for pair in pairs:
        if pair.confidence >= ENOUGH and pair.field not in made.matches and pair.column.position not in taken:
            made.matches[pair.field] = pair
            taken.add(pair.column.position)
    left = [column for column in columns if column.position not in taken]
    made.stray = sum(
        column.read.get("nip", 0) >= 0.8 or column.read.get("rating", 0) >= 0.8 for column in left
    )
    return made


def _doubtful(pairs: list[Match]) -> list[Match]:
    """What cells alone say is worth less where several columns say it."""
    told = Counter(pair.field for pair in pairs if not pair.by_heading)
    return [
        pair if pair.by_heading or told[pair.field] == 1 else replace(pair, confidence=0.7 * pair.confidence)
        for pair in pairs
    ]


def _rank(dataset: Dataset, pair: Match) -> int:
    """Place of the heading among the field's aliases, which stand in order of preference."""
    aliases = dataset.fields[pair.field].aliases
    key = normalise(pair.column.title)
    return aliases.index(key) if key in aliases else len(aliases)


def fits(columns: list[Evidence]) -> list[Fit]:
    """A fit per dataset, the likeliest first."""
    made = [fit(dataset, columns) for dataset in datasets().values()]
    return sorted(made, key=lambda one: (not one.looks_right, -one.strength, one.dataset.dataset))


@cache
def _shared_by(field: str) -> int:
    """Datasets that have a field of that name."""
    return sum(field in dataset.fields for dataset in datasets().values())


def _match(dataset: Dataset, name: str, column: Evidence) -> Match | None:
    """The column as that field; null where neither heading nor cells speak for it."""
    like = vocabulary.likeness(column.title, dataset, name) if column.title else vocabulary.Likeness(0, "")
    if dataset.dataset == "surveys" and dataset.fields[name].kind == "answer":
        asked = questions.likeness(column.title, name)
        by_words = questions.by_words(column.title)
        # the aliases know elements by name and number; where the words say another one, they are right
        like = asked if asked.score >= like.score or (by_words and by_words[0] != name) else like
        if column.asks:
            like = vocabulary.Likeness(0.9 * (column.asks == name), f"unsur {column.asks[1:]}")
    said = cells.say(dataset, name, column)
    base = 0.92 if like.is_exact else 0.9 * like.score if like.score >= 0.6 else 0.0
    if base == 0.0:
        worth = BY_CELLS.get(name, 0.0) * max(said.support, 0)
        return Match(name, column, worth, f"isi kolom: {said.words}", False) if worth >= 0.35 else None
    confidence = base + (1 - base) * 0.6 * said.support if said.support > 0 else base * (1 + said.support)
    if said.support == 0 and said.is_checkable and column.filled:
        confidence = min(confidence, 0.65)
    how = "sama dengan" if like.score > 0.99 else "mirip"
    reason = f"judul {how} «{like.name}»" + (f"; {said.words}" if said.words else "")
    return Match(name, column, round(confidence, 3), reason, True)
