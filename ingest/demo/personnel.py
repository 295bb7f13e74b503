"""Personnel records: awards and disciplinary punishments of a calendar year, drawn over everybody in service."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.people import Person
from ingest.demo.roster import Posting, Roster

AWARDED, PUNISHED = 0.03, 0.008
"""Share of staff with an award, and with a punishment, in a year."""
SERVICE_MEDAL = {10: "X", 20: "XX", 30: "XXX"}
SANCTIONS: tuple[tuple[float, str, str, int], ...] = (
    (0.6, "Ringan", "Teguran tertulis", 0),
    (0.9, "Sedang", "Pemotongan tunjangan kinerja 25% selama 6 bulan", 6),
    (1.0, "Berat", "Penurunan jabatan setingkat lebih rendah selama 12 bulan", 12),
)
"""Up to which draw a punishment is taken, its level, its name, the months it lasts."""


class Award(NamedTuple):
    """One award of one person."""

    person: Person
    agency: int
    award: str
    kind: str
    on: date
    granted_by: str
    decree: str


class Punishment(NamedTuple):
    """One disciplinary decision; `until` is its last day."""

    person: Person
    agency: int
    level: str
    sanction: str
    decided: date
    since: date
    until: date


def awards_of_year(roster: Roster, m: int) -> list[Award]:
    """Awards from the year's first month (of the span) to the end of month m, by person."""
    return [
        _award(posting, roster.persons[posting.person], when, pick)
        for posting, when, pick in _drawn(roster, "awards", m, AWARDED)
    ]


def punishments_of_year(roster: Roster, m: int) -> list[Punishment]:
    """Punishments decided from the year's first month (of the span) to the end of month m, by person."""
    return [
        _punishment(posting, roster.persons[posting.person], when, pick)
        for posting, when, pick in _drawn(roster, "discipline", m, PUNISHED)
    ]


def _drawn(roster: Roster, what: str, m: int, share: float) -> Iterator[tuple[Posting, date, float]]:
    """Who is met in the year of month m: the posting, the day, and a number to choose by."""
    opening = max(m - m % 12, roster.start)
    days = (months.last(m) - months.first(opening)).days
    draws = stream(roster.seed, what, m // 12).random((len(roster.persons), 3)).tolist()
    for posting in roster.active(m):
        met, when, pick = draws[posting.person]
        if met < share * (m - opening + 1) / 12:
            yield posting, months.first(opening) + timedelta(days=int(when * days)), pick


def _award(posting: Posting, who: Person, on: date, pick: float) -> Award:
    served = on.year - int(who.nip[8:12])
    medal = max((years for years in SERVICE_MEDAL if served >= years), default=0)
    number = f"{posting.person:05d}/KEP/{on.year}"
    if medal and not who.contract and pick < 0.6:
        name = f"Satyalancana Karya Satya {SERVICE_MEDAL[medal]} Tahun"
        return Award(who, posting.agency, name, "Tanda kehormatan", on, "Presiden Republik Indonesia", number)
    name = "ASN Berprestasi Tingkat Provinsi" if pick < 0.75 else "Pegawai Teladan Perangkat Daerah"
    return Award(who, posting.agency, name, "Piagam", on, "Gubernur Lampung", number)


def _punishment(posting: Posting, who: Person, decided: date, pick: float) -> Punishment:
    _, level, sanction, lasting = next(row for row in SANCTIONS if pick < row[0])
    since = decided + timedelta(days=15)
    return Punishment(
        who, posting.agency, level, sanction, decided, since, since + timedelta(days=30 * lasting)
    )
