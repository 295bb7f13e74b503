"""Achievements: target and realisation of every indicator of a person's standard, driven by true performance."""

from collections.abc import Iterator
from typing import NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.people import Person
from ingest.demo.positions import Indicator
from ingest.demo.ratings import Ratings
from ingest.demo.roster import Posting

UNREPORTED = 0.03
"""Share of people who enter nothing in a period."""


class Achievement(NamedTuple):
    """One indicator of one person over the months start…end (inclusive)."""

    person: Person
    posting: Posting
    indicator: Indicator
    target: float
    realisation: float
    start: int
    end: int


def of_month(ratings: Ratings, m: int, semester: bool) -> Iterator[Achievement]:
    """Achievements that end with month m: of people rated by month, or of those rated by half-year."""
    seed, count = ratings.roster.seed, len(ratings.roster.persons)
    noise = stream(seed, "achievement", m).normal(0, 1, (count, 5)).tolist()
    silent = stream(seed, "silent", m).random(count)
    performance = ratings.performance(m)
    shifts: dict[int, float] = {}
    span = 6 if semester else 1
    for posting in ratings.due(m):
        person = posting.person
        if posting.semester != semester or silent[person] < UNREPORTED:
            continue
        if posting.agency not in shifts:
            shifts[posting.agency] = ratings.shift(posting.agency, m)
        true = float(performance[person]) + shifts[posting.agency]
        for place, indicator in enumerate(posting.position.indicators):
            target = indicator.target_of(span)
            done = _realised(indicator, target, true, noise[person][place])
            yield Achievement(
                ratings.roster.persons[person], posting, indicator, target, done, m - span + 1, m
            )


def _realised(indicator: Indicator, target: float, true: float, noise: float) -> float:
    """Counts and levels rise with performance; response times fall."""
    if indicator.better == "lower":
        return round(max(5.0, target * (0.92 - 0.14 * true + 0.08 * noise)), 1)
    if indicator.aspect == "quantity":
        return float(max(0, round(target * (1.02 + 0.1 * true) + noise * max(0.5, 0.05 * target))))
    return round(min(100.0, max(20.0, target * (1.015 + 0.045 * true + 0.025 * noise))), 1)


def label(achievement: Achievement) -> str:
    """Period as the application prints it: Oktober 2026 or Semester I 2026."""
    if achievement.start == achievement.end:
        return months.label(achievement.end)
    return f"Semester {months.ROMAN[achievement.end % 12 // 6]} {achievement.end // 12}"
