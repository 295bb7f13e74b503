"""Ratings: true performance per person and month, and what raters make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from ingest.demo import months, pattern
from ingest.demo.chance import stream
from ingest.demo.effects import THIN, THIN_MONTHS, Effects, trend
from ingest.demo.people import Person
from ingest.demo.province import agencies
from ingest.demo.roster import Posting, Roster

# Predikat rank (5 best) by result (row 1–3) and behaviour (column 1–3), 3 = above expectation.
MATRIX = ((1, 3, 3), (2, 4, 4), (2, 4, 5))
PREDIKAT = {5: "Sangat Baik", 4: "Baik", 3: "Butuh Perbaikan", 2: "Kurang", 1: "Sangat Kurang"}
ABOVE, BELOW = 1.08, -2.02
"""Bounds of the judgement; with them about 88 % of the province is Baik, as in the national tables."""


class Appraisal(NamedTuple):
    """One rating of one person over the months start…end (inclusive)."""

    person: Person
    posting: Posting
    rater: Person | None
    rater_post: Posting | None
    result: int
    behaviour: int
    items: tuple[int, ...]
    """Seven behaviour values in thirds: 3 below, 6 as, 9 above expectation."""
    predikat: int
    """Rank, 5 best; 0 with both ratings 0 = not rated."""
    rated_at: datetime
    start: int
    end: int


@dataclass(eq=False)
class Ratings:
    """Appraisals of a roster under its effects, month by month, each month made alone."""

    roster: Roster
    effects: Effects

    @cached_property
    def talent(self) -> np.ndarray:
        """True performance of every person, mean 0, deviation 1."""
        return stream(self.roster.seed, "talent").normal(0, 1, len(self.roster.persons))

    @cached_property
    def level(self) -> np.ndarray:
        """Shift of every agency's true performance; half of the province works for one of them, whose shift is small."""
        drawn = stream(self.roster.seed, "level").normal(0, 0.33, len(agencies()))
        return drawn * [0.2 if agency.code == "disdikbud" else 1.0 for agency in agencies()]

    @cached_property
    def posts(self) -> dict[int, Posting]:
        """Last posting of every person, to print a rater's position."""
        return {posting.person: posting for posting in self.roster.postings}

    @lru_cache(maxsize=16)  # noqa: B019 - one object per run
    def noise(self, what: str, m: int) -> np.ndarray:
        """Monthly noise of every person; the same whether the month is made alone or with others."""
        return stream(self.roster.seed, what, m).normal(0, 1, len(self.roster.persons))

    def performance(self, m: int) -> np.ndarray:
        """True performance of every person in month m, without the agency's trend."""
        return self.talent + 0.35 * self.noise("month", m)

    def shift(self, agency: int, m: int) -> float:
        """Agency's level and trend in month m."""
        return float(self.level[agency]) + trend(agencies()[agency].code, m, self.roster)

    def due(self, m: int) -> list[Posting]:
        """Who must be rated for a period that ends with month m; persons on leave are not."""
        half_year = months.ends_semester(m)
        out = self.roster.inactive
        return [p for p in self.roster.active(m) if (half_year or not p.semester) and p.person not in out]

    def month(self, m: int) -> Iterator[tuple[int, list[Appraisal], list[Appraisal]]]:
        """Per agency of month m: its index, monthly appraisals, half-year appraisals."""
        rated: dict[int, tuple[list[Appraisal], list[Appraisal]]] = {
            i: ([], []) for i in range(len(agencies()))
        }
        missed = stream(self.roster.seed, "missed", m).random(len(self.roster.persons))
        due = self.due(m)
        moved = {person for person, at, _, _ in self.roster.moves if at == m}
        due += [p for p in self.roster.postings if p.end == m and p.person in moved and not p.semester]
        left_out = [missed[posting.person] < self._missing(posting, m) for posting in due]
        judged = self._judge(due, m, np.array(left_out))
        for number, posting in enumerate(due):
            if left_out[number]:
                # e-Kinerja lists who was not rated, the other applications leave them out.
                if agencies()[posting.agency].appraisal == "ekinerja":
                    rated[posting.agency][posting.semester].append(self._unrated(posting, m))
                continue
            rated[posting.agency][posting.semester].append(self._appraisal(posting, m, judged, number))
        for agency, (monthly, half_yearly) in rated.items():
            yield agency, monthly, half_yearly

    def _missing(self, posting: Posting, m: int) -> float:
        """The chance that a person is not rated in month m."""
        if agencies()[posting.agency].code == THIN and m > self.roster.until - THIN_MONTHS:
            return 0.56
        return 0.02 + 0.04 * (posting.agency % 3) / 2

    def _judge(
        self, due: list[Posting], m: int, left_out: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Result and behaviour (1–3) and items of each posting. A copying rater repeats January's judgement."""
        person = np.array([p.person for p in due])
        rater = np.array([p.superior for p in due])
        shift = np.array([self.shift(p.agency, m) for p in due])
        bias = np.where(rater >= 0, self.effects.bias[rater], 0.3)
        copied = np.isin(rater, self.effects.copying)
        halo = np.isin(rater, self.effects.halo)
        january = m - m % 12

        def of(what: str) -> np.ndarray:
            return np.where(copied, self.noise(what, january)[person], self.noise(what, m)[person])

        true = np.where(copied, self.performance(january)[person], self.performance(m)[person]) + shift
        impression = 0.62 * true + bias + 0.3 * of("impression")
        result = _classes(impression + 0.45 * of("result"))
        behaviour = _classes(impression * 0.85 + 0.45 * of("behaviour") + 0.12)
        behaviour = np.where(halo, result, behaviour)
        agency = np.where(left_out, -1, [p.agency for p in due])
        pattern.keep(self, m, agency, impression, result, behaviour)
        spread = stream(self.roster.seed, "items", m).integers(-1, 2, (len(self.roster.persons), 7))[person]
        items = np.clip(behaviour[:, None] * 3 + np.where((halo | copied)[:, None], 0, spread), 3, 9)
        return result, behaviour, items

    def _appraisal(self, posting: Posting, m: int, judged: tuple[np.ndarray, ...], number: int) -> Appraisal:
        result, behaviour = int(judged[0][number]), int(judged[1][number])
        predikat = MATRIX[result - 1][behaviour - 1]
        # The sender computes the label himself; now and then it contradicts his own two ratings.
        if predikat == 4 and result + behaviour == 5 and (posting.person * 31 + m) % 97 == 0:
            predikat = 5
        rater = posting.superior
        return Appraisal(
            self.roster.persons[posting.person],
            posting,
            self.roster.persons[rater] if rater >= 0 else None,
            self.posts[rater] if rater >= 0 else None,
            result,
            behaviour,
            tuple(judged[2][number].tolist()),
            predikat,
            self._rated_at(posting, m),
            m - 5 if posting.semester else m,
            m,
        )

    def _unrated(self, posting: Posting, m: int) -> Appraisal:
        """A row of someone whose rater has not done it: ratings and predikat 0."""
        rater = posting.superior
        boss, post = (self.roster.persons[rater], self.posts[rater]) if rater >= 0 else (None, None)
        start = m - 5 if posting.semester else m
        return Appraisal(
            self.roster.persons[posting.person],
            posting,
            boss,
            post,
            0,
            0,
            (),
            0,
            self._rated_at(posting, m),
            start,
            m,
        )

    def _rated_at(self, posting: Posting, m: int) -> datetime:
        """A rater works through the team in one sitting; a bursting rater within seconds per person."""
        rater = max(posting.superior, 0)
        opening = datetime.combine(months.last(m), datetime.min.time()) + timedelta(hours=8 + rater % 7)
        if rater in self.effects.bursting:
            return opening + timedelta(seconds=11 * (posting.person % 40) + 5)
        return opening + timedelta(
            days=-(posting.person % 4), minutes=posting.person * 7 % 190, seconds=posting.person % 60
        )


def _classes(judgement: np.ndarray) -> np.ndarray:
    return 2 + (judgement > ABOVE).astype(int) - (judgement < BELOW).astype(int)
