"""Surveys: what citizens answer to the nine questions at each unit with public service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.effects import Effects, trend
from ingest.demo.province import Unit, agencies
from ingest.demo.roster import Roster

# Deviation of each element from the unit's mean: cost is liked best, facilities and time least.
ELEMENTS = (0.04, 0.02, -0.13, 0.22, 0.05, 0.06, 0.05, -0.08, -0.15)
SERVICES = {
    "disdikbud": ("Legalisasi ijazah", "Mutasi peserta didik", "Penerimaan peserta didik"),
    "dinkes": ("Izin tenaga kesehatan", "Uji laboratorium", "Informasi kesehatan"),
    "rsudam": ("Rawat jalan", "Rawat inap", "Penunjang medis"),
    "bapenda": ("Pajak kendaraan tahunan", "Balik nama kendaraan", "Pengesahan STNK"),
    "dpmptsp": ("Izin usaha", "Izin pemanfaatan ruang", "Konsultasi perizinan"),
}
COMMON = ("Permohonan informasi", "Layanan administrasi", "Konsultasi")
SHARES = (0.5, 0.3, 0.2)
"""Of a unit's users, those of its first, second and third service."""
REMARKS = (
    "",
    "",
    "",
    "",
    "Sudah baik, pertahankan",
    "Antrean masih lama",
    "Petugas ramah",
    "Ruang tunggu perlu ditambah",
)
EDUCATION = ("SD", "SLTP", "SLTA", "SLTA", "D1-D3", "S-1", "S-1", "S-2")
HEAVY = {"rsudam": 4.0, "disdikbud": 4.0, "bapenda": 7.0, "dinkes": 2.5, "dpmptsp": 2.0}
"""How many times the ordinary number of citizens an agency asks."""


class Response(NamedTuple):
    """One respondent; answers 1–4, 0 where the question was left open."""

    number: int
    unit: Unit
    at: datetime
    answers: tuple[int, ...]
    sex: str
    education: str
    service: str
    remark: str


@dataclass(eq=False)
class Surveys:
    """Responses of a roster's units, month by month, each month made alone."""

    roster: Roster
    effects: Effects
    staff: int

    @cached_property
    def public(self) -> dict[int, list[Unit]]:
        """Units with public service by agency index."""
        served: dict[int, list[Unit]] = {}
        for unit in self.roster.units:
            if unit.population:
                served.setdefault(unit.agency, []).append(unit)
        return served

    def users(self, year: int) -> Iterator[tuple[Unit, str, int]]:
        """Each service of each unit with its users in a year: the unit's people shared out, more of them every year."""
        for agency, own in sorted(self.public.items()):
            for unit in own:
                grown = (unit.population or 0) * (100 + 2 * (year - 2020)) / 100
                for service, part in zip(SERVICES.get(agencies()[agency].code, COMMON), SHARES, strict=True):
                    yield unit, service, max(1, round(grown * part))

    @cached_property
    def quality(self) -> dict[int, float]:
        """Mean answer of each unit's citizens; planted units far from the rest."""
        drawn = stream(self.roster.seed, "quality").normal(3.44, 0.13, len(self.roster.units))
        return {
            unit.index: self.effects.satisfaction.get(unit.index, float(drawn[unit.index]))
            for unit in self.roster.units
        }

    def month(self, agency: int, m: int) -> Iterator[Response]:
        """Responses to an agency's survey in month m, in order of time."""
        own = self.public.get(agency)
        if not own:
            return
        code = agencies()[agency].code
        chance = stream(self.roster.seed, "survey", code, m)
        expected = 15.0 * HEAVY.get(code, 1.0) * (self.staff / 3000 * 1.25 if self.staff > 3000 else 1.0)
        weights = np.array([float(unit.population or 0) for unit in own])
        weights[[unit.index in self.effects.satisfaction for unit in own]] *= 2
        count = int(chance.poisson(expected))
        where = chance.choice(len(own), count, p=weights / weights.sum())
        means = np.array([self.quality[own[i].index] for i in where]) + 0.3 * trend(code, m, self.roster)
        latent = (
            means[:, None]
            + np.array(ELEMENTS)
            + 0.33 * chance.normal(0, 1, (count, 1))
            + 0.42 * chance.normal(0, 1, (count, 9))
        )
        answers = np.clip(np.rint(latent), 1, 4).astype(int)
        answers[chance.random((count, 9)) < 0.0012] = 0
        minutes = np.sort(chance.integers(0, months.last(m).day * 480, count)).tolist()
        other = chance.integers(0, 24, (count, 4)).tolist()
        services = SERVICES.get(code, COMMON)
        first = months.first(m)
        for number, (unit, row, minute, pick) in enumerate(
            zip(where.tolist(), answers.tolist(), minutes, other, strict=True)
        ):
            at = datetime(
                first.year, first.month, 1 + minute // 480, 8 + minute % 480 // 60, minute % 60, pick[3] * 2
            )
            yield Response(
                m % 120_000 * 100_000 + number, own[unit], at, tuple(row), "L" if pick[0] < 11 else "P",
                EDUCATION[pick[1] % 8], services[pick[2] % 3], REMARKS[pick[3] % 8],
            )  # fmt: skip
