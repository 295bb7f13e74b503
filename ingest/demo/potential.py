"""Potential: what the assessment centre found, for those few whom it has invited; drawn apart from every rating."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.people import Person
from ingest.demo.roster import Posting, Roster

LEADERS = {"jpt": 0.7, "administrator": 0.4, "pengawas": 0.3}
SENIOR, SENIOR_SHARE = {"Ahli Madya", "Ahli Utama"}, 0.1
"""Share of structural and of senior functional staff whom one year's round invites; nobody else is."""
LEVELS = ((60, "Rendah"), (80, "Menengah"), (101, "Tinggi"))
BARE = 0.06
"""Share of reports that give a category without a number."""
ABSENT = 0.02


class Assessed(NamedTuple):
    """One person's result; an absent one has neither score nor level."""

    person: Person
    agency: int
    position: str
    on: date
    score: str
    level: str
    method: str
    until: date | None


def of_year(roster: Roster, m: int) -> Iterator[Assessed]:
    """Results of the year's round, held up to the end of month m: the first year's from a round before the span."""
    draws = stream(roster.seed, "potential", m // 12).random((len(roster.persons), 4)).tolist()
    leaning = stream(roster.seed, "leaning").normal(0, 1, len(roster.persons)).tolist()
    opening = months.first(m - m % 12)
    days = (months.last(m) - opening).days
    for posting in roster.active(m):
        invited, when, luck, form = draws[posting.person]
        if invited >= _share(posting):
            continue
        # A person's leaning stays, a day's luck changes: two rounds agree roughly, as real ones do.
        number = min(max(70 + 9 * leaning[posting.person] + 8 * (luck - 0.5), 30), 98)
        on = opening + timedelta(days=int(when * days))
        level = next(word for bound, word in LEVELS if round(number, 1) < bound)
        absent = form > 1 - ABSENT
        yield Assessed(
            roster.persons[posting.person], posting.agency, posting.position.name, on,
            "" if absent or form < BARE else f"{number:.1f}".replace(".", ","), "" if absent else level,
            "Assessment center" if posting.position.kind in LEADERS else "Uji kompetensi",
            on.replace(year=on.year + 3, day=min(on.day, 28)) if form < 0.5 else None,
        )  # fmt: skip


def _share(posting: Posting) -> float:
    if posting.position.level in SENIOR:
        return SENIOR_SHARE
    return LEADERS.get(posting.position.kind, 0.0)
