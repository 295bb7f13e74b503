"""Planted effects: which raters, units and agencies behave unlike the rest, and how strongly."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from ingest.demo.chance import stream
from ingest.demo.province import Unit, agencies
from ingest.demo.roster import Roster

LATE, NEVER, THIN = "dispora", "penghubung", "pmdt"
"""Reports after the deadline every month; never reports; rates about half of its staff at the end."""
IMPROVING, WORSENING = "dpmptsp", "dishub"
OWN_PERIODS, OWN_DEADLINE = "dinkes", 12
"""Sends its own list of periods: filled in up to this day of the month after."""
FOLLOWING, FOLLOWING_MONTHS = ("bappeda", "bpbd", "desdm", "diskopukm"), 6
"""Keep to the distribution pattern in so many last months (ingest.demo.pattern)."""
THIN_MONTHS = 4
LENIENCY, SEVERITY = 1.9, -1.5
"""Shift of a rater's judgement in standard deviations of true performance."""


@dataclass
class Effects:
    """Effects of one roster; persons and units by index."""

    lenient: list[int] = field(default_factory=list)
    severe: list[int] = field(default_factory=list)
    copying: list[int] = field(default_factory=list)
    bursting: list[int] = field(default_factory=list)
    halo: list[int] = field(default_factory=list)
    inflated: list[Unit] = field(default_factory=list)
    """Units with high ratings and dissatisfied citizens."""
    modest: list[Unit] = field(default_factory=list)
    """Units with low ratings and satisfied citizens."""
    bias: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Shift of every person's judgement as a rater."""
    satisfaction: dict[int, float] = field(default_factory=dict)
    """Unit index to the mean answer (1–4) of its citizens where it is planted."""


def plant(roster: Roster) -> Effects:
    """Chooses raters of at least nine people and units with public service, by seed."""
    chance = stream(roster.seed, "effects")
    made = Effects(bias=chance.normal(0, 0.22, len(roster.persons)))
    app = {index: agency.appraisal for index, agency in enumerate(agencies())}
    span = Counter(posting.superior for posting in roster.active(roster.until))
    where = {posting.person: posting for posting in roster.postings}
    _contradictions(roster, made, span)
    taken = {p.superior for u in made.inflated + made.modest for p in roster.postings if p.unit == u.index}
    able = [
        p for p, n in span.items() if p >= 0 and n >= 9 and p not in taken and app[where[p].agency] != "none"
    ]
    schools = [p for p in able if roster.units[where[p].unit].kind == "Sekolah"]
    offices = [p for p in able if p not in set(schools)]
    chance.shuffle(schools)
    chance.shuffle(offices)

    def pick(pool: list[int], apps: set[str] | None = None) -> int:
        found = next((p for p in pool if apps is None or app[where[p].agency] in apps), pool[0])
        pool.remove(found)
        return found

    scale = max(1, len(able) // 200)
    made.bursting = [pick(offices, {"eskp", "rsudam"}) for _ in range(2 * scale)]
    made.halo = [pick(offices, {"rekap", "rsudam"}) for _ in range(2 * scale)]
    made.copying = [pick(offices) for _ in range(2 * scale)]
    made.lenient = [pick(offices) for _ in range(5 * scale)] + [pick(schools) for _ in range(2 * scale)]
    made.severe = [pick(offices) for _ in range(5 * scale)] + [pick(schools) for _ in range(2 * scale)]
    made.bias[made.lenient] = LENIENCY
    made.bias[made.severe] = SEVERITY
    return made


def _contradictions(roster: Roster, made: Effects, span: Counter[int]) -> None:
    chance = stream(roster.seed, "contradictions")
    public = [u for u in roster.units if u.population and u.staff >= 4 and u.kind != "Bidang"]
    wanted = {"disdikbud": 1, "rsudam": 2, "bapenda": 1, "dinkes": 1, "dinsos": 1, "rsj": 1}
    chosen: list[Unit] = []
    for code, count in wanted.items():
        own = [u for u in public if agencies()[u.agency].code == code]
        own.sort(key=lambda u: -u.staff)
        chosen += own[:count] if code == "rsudam" else [own[int(chance.integers(len(own)))]] if own else []
    made.inflated = chosen[:4]
    made.modest = chosen[4:]
    for unit in chosen:
        high = unit in made.inflated
        made.satisfaction[unit.index] = 2.72 if high else 3.72
        for posting in roster.postings:
            if (
                posting.unit == unit.index
                and posting.superior >= 0
                and posting.superior != roster.heads[roster.tops[unit.agency].index]
            ):
                made.bias[posting.superior] = 1.4 if high else -1.1


def trend(code: str, m: int, roster: Roster) -> float:
    """Shift of an agency's true performance in month m: from −1 to +1 where it improves, the other way where it worsens."""
    way = {IMPROVING: 1.0, WORSENING: -1.0}.get(code)
    if way is None:
        return 0.0
    return way * (2 * (min(m, roster.until) - roster.start) / max(1, roster.until - roster.start) - 1)
