"""Complaints: reports of citizens to LAPOR!, and their state on the day of an export."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.effects import WORSENING, trend
from ingest.demo.province import REGIONS, agencies
from ingest.demo.roster import Roster

CLASSES = (
    ("Permintaan Informasi", 0.16, 8.0),
    ("Aspirasi", 0.14, 9.0),
    ("Pengaduan Tidak Berkadar Pengawasan", 0.62, 16.0),
    ("Pengaduan Berkadar Pengawasan", 0.08, 55.0),
)
"""Class, share, median days until it is closed."""
CATEGORIES = {
    "bmbk": "Jalan Rusak", "dishub": "Angkutan Umum", "disdikbud": "Penerimaan Peserta Didik", "rsudam": "Pelayanan Rumah Sakit",
    "bapenda": "Pajak Kendaraan", "dinkes": "Pelayanan Kesehatan", "dlh": "Pencemaran Lingkungan", "dinsos": "Bantuan Sosial",
    "disnaker": "Ketenagakerjaan", "psda": "Irigasi", "satpolpp": "Ketertiban Umum",
}  # fmt: skip
WEIGHTS = {
    "bmbk": 9.0,
    "disdikbud": 7.0,
    "dishub": 4.0,
    "rsudam": 4.0,
    "bapenda": 4.0,
    "dinsos": 3.0,
    "dinkes": 3.0,
    "dlh": 2.5,
    "disnaker": 2.0,
}
WINDOW = 92
"""An export holds what came in during the last three months, what is open, and what ended since the export before."""
MEMORY = 9
"""Months after which nothing is open any more: reports without answer are archived."""


class Complaint(NamedTuple):
    """One report; `ended` and `ending` say when and how it was closed or archived."""

    tracking: int
    received: datetime
    agency: int | None
    group: str
    category: str
    region: str
    kind: str
    channel: str
    ended: date
    ending: str
    rating: int | None


def of_month(roster: Roster, staff: int, m: int) -> list[Complaint]:
    """Reports that came in during month m, in order of time."""
    chance = stream(roster.seed, "complaints", m)
    count = int(chance.poisson(95 if staff <= 3000 else 2800))
    weights = [
        WEIGHTS.get(a.code, 0.5) * (1.0 - 0.5 * trend(a.code, m, roster) * (a.code == WORSENING))
        for a in agencies()
    ]
    total = sum(weights)
    where = chance.choice(len(weights), count, p=[w / total for w in weights]).tolist()
    kinds = chance.choice(len(CLASSES), count, p=[c[1] for c in CLASSES]).tolist()
    minutes = sorted(chance.integers(0, months.last(m).day * 1440, count).tolist())
    draws = chance.random((count, 6)).tolist()
    speed = chance.lognormal(0, 0.75, count).tolist()
    regions = list(REGIONS)
    made = []
    for number in range(count):
        agency, (group, _, median), draw = where[number], CLASSES[kinds[number]], draws[number]
        received = datetime.combine(months.first(m), datetime.min.time()) + timedelta(minutes=minutes[number])
        slow = 1.0 - 0.6 * trend(agencies()[agency].code, m, roster)
        days = median * speed[number] * slow
        ending = (
            "Ditutup oleh Sistem"
            if draw[0] < 0.48
            else "Ditutup oleh Pelapor"
            if draw[0] < 0.68
            else "Ditutup oleh Admin"
        )
        if draw[0] > 0.93:
            ending = "Diarsipkan oleh Admin"
        if days > 200:
            days, ending = 200, "Diarsipkan oleh Sistem"
        code = agencies()[agency].code
        made.append(
            Complaint(
                7_000_000 + (m - 24_180) * 4_000 + number,
                received,
                agency if draw[1] > 0.05 else None,
                group,
                CATEGORIES.get(code, "Pelayanan Publik"),
                regions[int(draw[2] ** 2 * 15) - 2],
                "Anonim" if draw[3] < 0.25 else "Rahasia" if draw[3] < 0.32 else "",
                ("Website", "Aplikasi Android", "SMS", "WhatsApp")[int(draw[4] * 4)],
                (received + timedelta(days=days)).date(),
                ending,
                1 + int(draw[5] * 40) % 5 if draw[5] < 0.5 and ending == "Ditutup oleh Pelapor" else None,
            )
        )
    return made


def status(complaint: Complaint, day: date) -> str:
    """State of a report on a day."""
    if complaint.ended <= day:
        return complaint.ending
    waited = (day - complaint.received.date()).days
    if waited < 3:
        return "Terverifikasi"
    return "Ditanggapi oleh Pelapor" if complaint.tracking % 4 == 0 else "Proses"


def export(roster: Roster, staff: int, m: int, day: date, before: date) -> Iterator[tuple[Complaint, str]]:
    """What an export of `day` lists after one of `before`: report and state, oldest first."""
    for past in range(max(m - MEMORY, roster.start), m + 1):
        for complaint in of_month(roster, staff, past):
            recent = (day - complaint.received.date()).days <= WINDOW
            if recent or complaint.ended > before:
                yield complaint, status(complaint, day)
