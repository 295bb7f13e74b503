"""Truth: what was planted and what a correct system must find; written beside the exports, never inside them."""

import json
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from ingest.demo import effects, months
from ingest.demo.complaints import Complaint
from ingest.demo.damage import Damaged
from ingest.demo.effects import Effects
from ingest.demo.exports.export import Export
from ingest.demo.personnel import Award, Punishment
from ingest.demo.potential import Assessed
from ingest.demo.province import agencies
from ingest.demo.ratings import Ratings
from ingest.demo.roster import Roster
from ingest.demo.surveys import Response

CODES = {5: "sangat_baik", 4: "baik", 3: "butuh_perbaikan", 2: "kurang", 1: "sangat_kurang"}


class Answers:
    """Sums of the nine answers of some respondents: all answered ones, and complete forms alone."""

    def __init__(self) -> None:
        self.respondents = self.complete = 0
        self.sums, self.counts, self.whole = [0] * 9, [0] * 9, [0] * 9

    def add(self, answers: tuple[int, ...]) -> None:
        """Counts one respondent."""
        self.respondents += 1
        complete = all(answers)
        self.complete += complete
        for place, answer in enumerate(answers):
            if answer:
                self.sums[place] += answer
                self.counts[place] += 1
                self.whole[place] += answer * complete

    def merge(self, other: "Answers") -> None:
        """Adds the sums of others."""
        self.respondents += other.respondents
        self.complete += other.complete
        for place in range(9):
            self.sums[place] += other.sums[place]
            self.counts[place] += other.counts[place]
            self.whole[place] += other.whole[place]

    def ikm(self) -> dict[str, Any]:
        """IKM with exact ninths (domain 3.2), over answered questions and over complete forms."""
        if not all(self.counts) or not self.complete:
            return {"respondents": self.respondents, "ikm": None}
        means = [Decimal(total) / count for total, count in zip(self.sums, self.counts, strict=True)]
        strict = [Decimal(total) / self.complete for total in self.whole]
        return {
            "respondents": self.respondents,
            "complete": self.complete,
            "ikm": _two(sum(means, Decimal(0)) * 25 / 9),
            "ikm_complete": _two(sum(strict, Decimal(0)) * 25 / 9),
        }


class Truth:
    """Collects while exports are made; `write` puts it into one JSON file."""

    def __init__(self) -> None:
        self.files: list[dict[str, Any]] = []
        self.damaged: list[dict[str, Any]] = []
        self.months: dict[str, dict[str, dict[str, int]]] = {}
        self._answers: dict[tuple[int, int], Answers] = defaultdict(Answers)
        self._unit_answers: dict[tuple[int, int], Answers] = defaultdict(Answers)
        self._awards: list[Award] = []
        self._punishments: list[Punishment] = []
        self._assessed: list[Assessed] = []
        self._latest: dict[int, str] = {}
        self._raters: dict[int, Counter[int]] = defaultdict(Counter)

    def file(self, export: Export) -> None:
        """Notes a written file."""
        self.files.append(export.truth())

    def appraisals(self, export: Export, made: Damaged) -> None:
        """Notes what was damaged in a file and how its raters rated."""
        self.damaged += [{"file": f"{export.folder}/{export.name}"} | damage for damage in made.planted]
        for line in made.lines:
            if line.appraisal.predikat and not line.fate:
                self._raters[line.appraisal.posting.superior][line.appraisal.predikat] += 1

    def response(self, response: Response, m: int) -> None:
        """Notes a loaded survey response under the month it counts for."""
        self._answers[response.unit.agency, m].add(response.answers)
        self._unit_answers[response.unit.index, m].add(response.answers)

    def records(self, awards: list[Award], punishments: list[Punishment], assessed: list[Assessed]) -> None:
        """Notes a year's awards, punishments and assessments of potential; an absent person has none."""
        self._awards += awards
        self._punishments += punishments
        self._assessed += [one for one in assessed if one.level]

    def complaints(self, listed: list[tuple[Complaint, str]]) -> None:
        """Notes the latest state of each complaint."""
        self._latest.update((complaint.tracking, status) for complaint, status in listed)

    def coverage(self, roster: Roster, ratings: Ratings, m: int, rated: set[str]) -> None:
        """Notes due and rated staff of month m per agency."""
        due, done = Counter[str](), Counter[str]()
        for posting in ratings.due(m):
            code = agencies()[posting.agency].code
            due[code] += 1
            done[code] += roster.persons[posting.person].nip in rated
        self.months[months.iso(m)] = {code: {"due": due[code], "rated": done[code]} for code in sorted(due)}

    def write(self, path: Path, ask: dict[str, Any], roster: Roster, planted: Effects) -> None:
        """Writes the truth of a whole province."""
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {
            "ask": ask,
            "staff": _staff(roster),
            "effects": _effects(roster, planted, self._raters),
            "predikat": self._predikat(),
            "coverage": self.months,
            "ikm_last_12_months": self._rolling(
                roster, self._answers, {i: a.code for i, a in enumerate(agencies())}
            ),
            "unit_ikm_last_12_months": self._rolling(
                roster, self._unit_answers, {u.index: u.name for u in roster.units if u.population}
            ),
            "complaints": dict(sorted(Counter(self._latest.values()).items())),
            "awards": [{"nip": a.person.nip, "award": a.award, "on": a.on.isoformat()} for a in self._awards],
            "discipline": [
                {"nip": p.person.nip, "level": p.level, "decided": p.decided.isoformat()}
                for p in self._punishments
            ],
            "potentials": [
                {"nip": a.person.nip, "on": a.on.isoformat(), "level": a.level.lower()}
                for a in self._assessed
            ],
            "damaged": self.damaged,
            "totals": self._totals(),
            "files": self.files,
        }
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _predikat(self) -> dict[str, float]:
        """Share of each predikat over all loaded ratings."""
        total = sum((ratings for ratings in self._raters.values()), Counter[int]())
        return {CODES[rank]: round(total[rank] / total.total(), 4) for rank in sorted(total, reverse=True)}

    def _rolling(
        self, roster: Roster, answers: dict[tuple[int, int], Answers], names: dict[int, str]
    ) -> dict[str, Any]:
        made = {}
        for index, name in names.items():
            year = Answers()
            for m in range(roster.until - 11, roster.until + 1):
                if (index, m) in answers:
                    year.merge(answers[index, m])
            if year.respondents:
                made[name] = year.ikm()
        return made

    def _totals(self) -> dict[str, dict[str, int]]:
        """Records per dataset."""
        totals: dict[str, Counter[str]] = defaultdict(Counter)
        for file in self.files:
            for table in file["tables"]:
                totals[file["dataset"]] += Counter(
                    {"files": 0} | {key: table[key] for key in table if key.startswith("rows_")}
                )
            totals[file["dataset"]]["files"] += 1
        return {name: dict(total) for name, total in sorted(totals.items())}


def _two(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _staff(roster: Roster) -> dict[str, dict[str, int]]:
    """People per agency in the last month: listed, and active among them."""
    listed, active = Counter[str](), Counter[str]()
    for posting in roster.active(roster.until):
        code = agencies()[posting.agency].code
        listed[code] += 1
        active[code] += posting.person not in roster.inactive
    return {code: {"listed": listed[code], "active": active[code]} for code in sorted(listed)}


def _effects(roster: Roster, planted: Effects, raters: dict[int, Counter[int]]) -> dict[str, Any]:
    """The planted effects by NIP, unit and agency."""

    posts = {posting.person: posting for posting in roster.postings}

    def people(persons: list[int]) -> list[dict[str, Any]]:
        return [
            {
                "nip": roster.persons[p].nip,
                "agency_code": agencies()[posts[p].agency].code,
                "unit": roster.units[posts[p].unit].name,
                "ratings": {CODES[rank]: raters[p][rank] for rank in sorted(raters[p], reverse=True)},
            }
            for p in persons
        ]

    def units(found: list[Any]) -> list[dict[str, Any]]:
        return [
            {
                "unit_id": u.uid,
                "unit": u.name,
                "agency_code": agencies()[u.agency].code,
                "mean_answer": planted.satisfaction[u.index],
            }
            for u in found
        ]

    moved = [
        {
            "nip": roster.persons[p].nip,
            "month": months.iso(m),
            "from": agencies()[old].code,
            "to": agencies()[new].code,
        }
        for p, m, old, new in roster.moves
    ]
    return {
        "lenient_raters": {"shift": effects.LENIENCY, "people": people(planted.lenient)},
        "severe_raters": {"shift": effects.SEVERITY, "people": people(planted.severe)},
        "copying_raters": {"repeats": "January's judgement all year", "people": people(planted.copying)},
        "halo_raters": {"all_seven_items": "equal", "people": people(planted.halo)},
        "bursting_raters": {"seconds_between_ratings": 11, "people": people(planted.bursting)},
        "inflated_units": units(planted.inflated),
        "modest_units": units(planted.modest),
        "own_deadline": {"agency_code": effects.OWN_PERIODS, "day": effects.OWN_DEADLINE},
        "late_agency": effects.LATE,
        "never_reporting_agency": effects.NEVER,
        "thin_agency": {"agency_code": effects.THIN, "months": effects.THIN_MONTHS, "coverage_about": 0.44},
        "improving_agency": {"agency_code": effects.IMPROVING, "performance_shift": [-1, 1]},
        "worsening_agency": {"agency_code": effects.WORSENING, "performance_shift": [1, -1]},
        "pattern_agencies": {"agency_codes": list(effects.FOLLOWING), "months": effects.FOLLOWING_MONTHS},
        "transferred": moved,
        "on_leave": [roster.persons[p].nip for p in sorted(roster.inactive)],
    }
