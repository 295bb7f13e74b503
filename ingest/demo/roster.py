"""The roster: who sits where in which months, under whom."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property

import numpy as np

from ingest.demo import months, people, positions
from ingest.demo.chance import shares, stream
from ingest.demo.people import Person
from ingest.demo.positions import Position
from ingest.demo.province import Agency, Unit, agencies, units

FOREVER = 9999 * 12


@dataclass(frozen=True)
class Posting:
    """One person in one seat from month `start` until before month `end`; `superior` is a person or -1."""

    person: int
    unit: int
    agency: int
    position: Position
    rank: str
    since: date
    superior: int
    start: int = 0
    end: int = FOREVER

    @property
    def semester(self) -> bool:
        """Rated by half-year: the educational functions of Disdikbud; all others by month."""
        return agencies()[self.agency].code == "disdikbud" and self.position.kind == "fungsional_keahlian"


class Roster:
    """All persons and postings of a seed and size over `span` months ending with `until`."""

    def __init__(self, seed: int, staff: int, until: int, span: int) -> None:
        self.seed, self.start, self.until = seed, until - span + 1, until
        self.units: list[Unit] = units(seed, staff)
        self.persons: list[Person] = []
        self.postings: list[Posting] = []
        self.heads: dict[int, int] = {}
        """Unit index to the person who leads it."""
        self.moves: list[tuple[int, int, int, int]] = []
        """Transfers between agencies: person, month, old agency, new agency."""
        self.inactive: set[int] = set()
        """Persons on the list who are on leave outside the state's service."""
        self._numbers = people.Numbers()
        self._chance = stream(seed, "roster")
        for index, agency in enumerate(agencies()):
            self._fill(index, agency)
        self._careers()
        on_leave = self._chance.choice(len(self.persons), max(4, len(self.persons) // 600), replace=False)
        self.inactive = {int(p) for p in on_leave} - set(self.superiors)
        counted = Counter(person.nip[:15] for person in self.persons)
        self.shared = frozenset(digits for digits, count in counted.items() if count > 1)
        """First 15 digits of a NIP that more than one person carries: a number cut after them cannot be repaired."""

    # -- seats -------------------------------------------------------------------------------------------------

    def _fill(self, index: int, agency: Agency) -> None:
        own = [unit for unit in self.units if unit.agency == index]
        top = own[0]
        title = {
            "setda": "Sekretaris Daerah", "setwan": "Sekretaris DPRD", "inspektorat": "Inspektur",
            "satpolpp": "Kepala Satuan Polisi Pamong Praja",
        }.get(agency.code) or ("Direktur " if agency.kind == "rsud" else "Kepala ") + agency.name  # fmt: skip
        chief = self._seat(top, positions.structural(title, "jpt"), -1, 50)
        self.heads[top.index] = chief
        for unit in own[1:]:
            self._fill_unit(agency, unit, chief)

    def _fill_unit(self, agency: Agency, unit: Unit, chief: int) -> None:
        if unit.kind == "Sekolah":
            post = positions.catalogue()[positions.HEAD_TEACHER]
        elif unit.kind == "Sekretariat":
            post = positions.structural(f"Sekretaris {agency.short}", "administrator")
        elif unit.kind == "Biro":
            post = positions.structural(f"Kepala {unit.name}", "jpt")
        else:
            post = positions.structural(
                f"Kepala {unit.name}", "pengawas" if unit.kind == "Instalasi" else "administrator"
            )
        head = self._seat(unit, post, chief, 46)
        self.heads[unit.index] = head
        rest = unit.staff - 1
        kinds = [self._position(agency, unit) for _ in range(rest)]
        if unit.kind == "Sekolah" or rest <= 14:
            for position in kinds:
                self._seat(unit, position, head, 38)
            return
        # A large unit works in teams; each team's leader rates the team.
        for size in shares(rest, [1.0] * -(-rest // 12)):
            team = [kinds.pop() for _ in range(size)]
            leader = self._seat(unit, self._leader(agency, unit), head, 45)
            for position in team[1:]:
                self._seat(unit, position, leader, 38)

    def _leader(self, agency: Agency, unit: Unit) -> Position:
        if unit.kind == "Sekretariat":
            return positions.structural(f"Kepala Subbagian Umum {agency.short}", "pengawas")
        family = agency.families[int(self._chance.integers(len(agency.families)))]
        fitting = _levels(family)
        return fitting[2] if len(fitting) < 6 else fitting[1]

    def _position(self, agency: Agency, unit: Unit) -> Position:
        draw = self._chance.random()
        clerk = {"Sekolah": 0.16, "Sekretariat": 0.75, "Instalasi": 0.18}.get(unit.kind, 0.45)
        if draw < clerk:
            pick = int(self._chance.choice(len(positions.CLERKS), p=[0.2, 0.2, 0.3, 0.2, 0.1]))
            return positions.catalogue()[positions.CLERKS[pick][0]]
        family = "kebijakan" if unit.kind in {"Sekretariat", "Biro"} and draw < 0.85 else ""
        family = family or agency.families[int(self._chance.integers(len(agency.families)))]
        if agency.code == "disdikbud" and unit.kind != "Sekolah":
            family = "kebijakan"
        fitting = _levels(family)
        weights = {3: [0.45, 0.38, 0.17], 6: [0.22, 0.16, 0.07, 0.25, 0.2, 0.1]}[len(fitting)]
        return fitting[int(self._chance.choice(len(fitting), p=weights))]

    # -- persons -----------------------------------------------------------------------------------------------

    def _seat(
        self,
        unit: Unit,
        position: Position,
        superior: int,
        age: int,
        start: int = 0,
        status: str | None = None,
    ) -> int:
        person = self._person(position, age, status, start)
        who = self.persons[person]
        rank = (
            position.contract_rank
            if who.contract
            else position.ranks[int(self._chance.integers(len(position.ranks)))]
        )
        begun = date(int(who.nip[8:12]), int(who.nip[12:14]) if not who.contract else 3, 1)
        latest = months.first(start or self.start)
        since = (
            max(begun, latest - timedelta(days=int(self._chance.integers(30, 1500)))) if not start else latest
        )
        self.postings.append(Posting(person, unit.index, unit.agency, position, rank, since, superior, start))
        return person

    def _person(self, position: Position, age: int, status: str | None, start: int) -> int:
        chance = self._chance
        women = {"guru": 0.62, "perawat": 0.7, "bidan": 1.0, "polpp": 0.15, "kehutanan": 0.15}.get(
            position.family, 0.45
        )
        sex = "F" if chance.random() < women else "M"
        if status is None:
            contract = position.contract_rank and position.level not in {"Ahli Madya", "Penyelia"}
            status = "PPPK" if contract and chance.random() < 0.27 else "PNS"
            if status == "PPPK" and position.kind == "pelaksana" and chance.random() < 0.35:
                status = "PPPK_PARUH_WAKTU"
        years = int(np.clip(chance.normal(age, 5), 23 if age < 40 else 33, 54))
        opening = months.first(self.start)
        born = date(opening.year - years, int(chance.integers(1, 13)), int(chance.integers(1, 29)))
        begun = self._begun(status, born, start)
        kept = "PNS" if status == "CPNS" else status
        before, after = people.degrees(position.family, position.education, chance)
        nip = self._numbers.next(born, begun, sex, status)
        self.persons.append(
            Person(
                nip,
                people.name(chance, sex),
                before,
                after,
                sex,
                born,
                status,
                kept != "PNS",
                position.education,
            )
        )
        return len(self.persons) - 1

    def _begun(self, status: str, born: date, start: int) -> date:
        """First day of service: a CPNS's is the day of the hire, all others served before the first month."""
        chance, opening = self._chance, months.first(self.start).year
        if status == "CPNS":
            return months.first(start)
        if status.startswith("PPPK"):
            return date(
                int(chance.integers(2021, min(opening, 2025) + 1)) if opening >= 2021 else opening - 1, 3, 1
            )
        return date(
            min(born.year + int(chance.integers(22, 31)), opening - 2), int(chance.choice([1, 3, 4, 12])), 1
        )

    @cached_property
    def tops(self) -> dict[int, Unit]:
        """Agency index to the unit that is the agency itself."""
        return {unit.agency: unit for unit in self.units if unit.parent < 0}

    # -- careers -----------------------------------------------------------------------------------------------

    @cached_property
    def superiors(self) -> list[int]:
        """Persons who rate others; they keep their seats over the whole span."""
        return sorted({posting.superior for posting in self.postings} - {-1})

    def _careers(self) -> None:
        """Retirements, hires and transfers, all on 1 January and 1 July, so that lists of those days tell them."""
        chance, leaders = self._chance, set(self.superiors)
        turning = [m for m in range(self.start + 1, self.until + 1) if m % 6 == 0]
        current = {posting.person: number for number, posting in enumerate(self.postings)}
        for m in turning:
            free = [p for p in current if p not in leaders]
            quota = max(3, len(free) // 80)
            picked = [int(p) for p in chance.choice(free, quota + 3 + quota // 4, replace=False)]
            for person in picked[:quota]:
                self._retire(person, current, m)
            for person in picked[quota:]:
                self._transfer(person, current, m)

    def _retire(self, person: int, current: dict[int, int], m: int) -> None:
        number = current.pop(person)
        old = self.postings[number]
        self.postings[number] = replace(old, end=m)
        status = "CPNS" if m >= self.until - 12 and self._chance.random() < 0.4 else None
        entry = next((p for p in _levels(old.position.family) if p.kind == old.position.kind), old.position)
        hired = self._seat(self.units[old.unit], entry, old.superior, 30, start=m, status=status)
        current[hired] = len(self.postings) - 1

    def _transfer(self, person: int, current: dict[int, int], m: int) -> None:
        number = current[person]
        old = self.postings[number]
        goal = self._goal(old)
        if goal is None:
            return
        self.postings[number] = replace(old, end=m)
        head = self.heads[goal.index]
        self.postings.append(
            replace(old, unit=goal.index, agency=goal.agency, superior=head, start=m, since=months.first(m))
        )
        current[person] = len(self.postings) - 1
        if goal.agency != old.agency:
            self.moves.append((person, m, old.agency, goal.agency))

    def _goal(self, old: Posting) -> Unit | None:
        """A unit to move to: clerks to any agency, specialists to a like unit of their own agency."""
        if old.position.kind == "pelaksana":
            fitting = [
                u for u in self.units if u.kind in {"Sekretariat", "Bidang"} and u.agency != old.agency
            ]
        else:
            kind = self.units[old.unit].kind
            fitting = [
                u for u in self.units if u.agency == old.agency and u.kind == kind and u.index != old.unit
            ]
        return fitting[int(self._chance.integers(len(fitting)))] if fitting else None

    # -- views -------------------------------------------------------------------------------------------------

    def active(self, m: int) -> list[Posting]:
        """Postings in force in month m, by agency, in a fixed order."""
        asked = min(max(m, self.start), self.until)
        return [posting for posting in self.postings if posting.start <= asked < posting.end]

    def status(self, person: int, m: int) -> str:
        """Employment status in month m: a CPNS becomes PNS after a year."""
        who = self.persons[person]
        if who.status == "CPNS" and m - int(who.nip[8:12]) * 12 >= 12:
            return "PNS"
        return who.status


@cache
def _levels(family: str) -> list[Position]:
    return [position for position in positions.catalogue().values() if position.family == family]
