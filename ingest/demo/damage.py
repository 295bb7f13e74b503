"""Damage: what clerks and spreadsheets do to a few rows of a file before it is sent."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.people import Person
from ingest.demo.ratings import Appraisal

# Per application: what can happen to its files. A cell that is a number loses digits in workbooks, in a CSV that
# went through Excel it is printed in E notation; JSON keeps everything.
HABITS = {
    "ekinerja": ("number", "zeros", "word"),
    "rekap": ("scientific", "zeros", "word", "duplicate"),
    "simpeg": ("zeros", "unknown", "word"),
    "siasn": ("unknown", "duplicate"),
    "eskp": ("scientific", "zeros", "unknown"),
    "rsudam": ("number", "duplicate", "word"),
    "prestasi": ("scientific", "zeros", "unknown", "duplicate"),
}
FATES = {"number": "nip_scientific", "scientific": "nip_scientific", "word": "result_rating_invalid"}
SHARE = 0.09
"""Share of files with one damaged row."""


class Line(NamedTuple):
    """A row of an appraisal file: the appraisal, the cells that differ from it, and its fate ('' = loaded)."""

    appraisal: Appraisal
    nip: str | float
    result_text: str | None = None
    fate: str = ""


@dataclass(frozen=True)
class Damaged:
    """The rows of one file and what was done to them, for the truth file."""

    lines: list[Line]
    planted: list[dict[str, Any]]


def damage(
    seed: int, app: str, folder: str, m: int, rows: list[Appraisal], shared: frozenset[str] = frozenset()
) -> Damaged:
    """Rows of a file, one of them damaged now and then; which one depends on seed, agency and month alone.

    `shared` are first halves of numbers that several people carry: those are not cut, since nobody could repair them.
    """
    chance = stream(seed, "damage", folder, m, len(rows))
    lines = [Line(row, row.person.nip) for row in rows]
    if not rows or chance.random() > SHARE:
        return Damaged(lines, [])
    habit = HABITS[app][int(chance.integers(len(HABITS[app])))]
    at = int(chance.integers(len(rows)))
    row = rows[at]
    nip = row.person.nip
    if habit == "number":
        lines[at] = Line(row, float(nip), fate=FATES[habit])
    elif habit == "scientific":
        lines[at] = Line(row, f"{float(nip):.5E}".replace("E+", "E+"), fate=FATES[habit])
    elif habit == "zeros":
        if nip[:15] in shared:
            return Damaged(lines, [])
        lines[at] = Line(row, f"{nip[:15]}000")
    elif habit == "word":
        lines[at] = Line(row, nip, "lihat catatan", FATES[habit])
    elif habit == "unknown":
        stranger = _stranger(row.person, int(chance.integers(10, 90)))
        lines.append(Line(row._replace(person=stranger), stranger.nip))
        nip = stranger.nip
    else:
        lines.append(Line(row, nip))
    fate = FATES.get(habit, "")
    return Damaged(lines, [{"kind": habit, "nip": nip, "month": months.iso(m), "fate": fate or "loaded"}])


def _stranger(like: Person, number: int) -> Person:
    """Somebody no list knows: another sequence, another name."""
    return Person(
        f"{like.nip[:15]}9{number}",
        f"{like.name.split()[0]} Tanpa Data",
        "",
        "",
        like.sex,
        like.born,
        like.status,
        like.contract,
        "",
    )
