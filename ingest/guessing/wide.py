"""Wide: a table with a column per person and aspect, or per month: the pattern of its headings, never a name of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from ingest.guessing import vocabulary
from ingest.guessing.evidence import MEANT, Evidence
from ingest.values.date import MONTHS

LEAST = 3
"""So many headings must fit a pattern."""
NUMBERING = r"(?:\d+[.)]? *)?"
# Two sides of a heading, in the order in which they are tried: `Aspek [Nama]`, `Aspek (Nama)`, `Nama - Aspek`.
TWO_SIDES = (
    (rf"^{NUMBERING}", r"[^\[]+?", r" *\[", r".+", r"\]$"),
    (rf"^{NUMBERING}", r"[^(]+?", r" *\(", r".+", r"\)$"),
    (rf"^{NUMBERING}", r".+?", r" +[-–|/:] +", r".+", r"$"),
)
_MONTH_NAMES = "|".join(sorted((name for names in MONTHS.values() for name in names), key=len, reverse=True))
MONTH = rf"(?i)^(?:.+ [-–/] )?(?P<period>(?:{_MONTH_NAMES})\b\.?(?: *(?:19|20)\d\d)?)$"


@dataclass(frozen=True)
class Unpivot:
    """How the headings are taken apart: pattern with named groups, the field of the cells, the columns it covers."""

    heading: str
    value: str
    positions: frozenset[int]
    groups: tuple[str, ...]
    sure: float
    reason: str


def find(columns: Sequence[Evidence]) -> Unpivot | None:
    """The pattern of headings that makes the table wide; null for a plain table."""
    return _by_month(columns) or _by_person(columns)


def plain(columns: Sequence[Evidence], unpivot: Unpivot) -> list[Evidence]:
    """Columns that stay columns."""
    return [column for column in columns if column.position not in unpivot.positions]


def _text(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip()


def _by_month(columns: Sequence[Evidence]) -> Unpivot | None:
    """Januari, Februari … as headings over cells of one kind."""
    pattern = re.compile(MONTH)
    named = [column for column in columns if pattern.search(_text(column.title))]
    months = {_month(pattern.search(_text(column.title))) for column in named}
    value = _value(named, "realisation")
    if len(named) < LEAST or len(months) < len(named) or value is None:
        return None
    positions = frozenset(column.position for column in named)
    return Unpivot(MONTH, value, positions, ("period",), 0.85, f"{len(named)} kolom dinamai menurut bulan")


def _month(found: re.Match[str] | None) -> str:
    return found["period"].lower() if found else ""


def _by_person(columns: Sequence[Evidence]) -> Unpivot | None:
    """A product of two lists in the headings, one of them of names that no vocabulary knows (or of NIPs)."""
    for opening, left, between, right, close in TWO_SIDES:
        pattern = re.compile(f"{opening}(?P<left>{left}){between}(?P<right>{right}){close}")
        found = [(column, hit) for column in columns if (hit := pattern.search(_text(column.title)))]
        if len(found) < LEAST or len(found) * 2 < sum(bool(column.title) for column in columns):
            continue
        sides = {side: [hit[side] for _, hit in found] for side in ("left", "right")}
        value = _value([column for column, _ in found], "score")
        strict = value == "score" or not close.startswith(
            "\\"
        )  # figures have many headings, names have titles
        person = next((side for side in ("right", "left") if _are_persons(sides[side], strict)), None)
        if person is None or value is None:
            continue
        who = "nip" if all(_is_nip(text) for text in sides[person]) else "person_name"
        other = "left" if person == "right" else "right"
        names = {person: who, other: "aspect"}
        heading = f"{opening}(?P<{names['left']}>{left}){between}(?P<{names['right']}>{right}){close}"
        positions = frozenset(column.position for column, _ in found)
        people, aspects = len(set(sides[person])), len(set(sides[other]))
        return Unpivot(
            heading,
            value,
            positions,
            ("aspect", who),
            0.85,
            f"{len(found)} judul kolom memadukan {aspects} aspek dengan {people} orang",
        )
    return None


def _are_persons(texts: list[str], strict: bool) -> bool:
    """NIPs, names with titles, or (where cells and brackets leave little else) words that no heading uses."""
    if all(map(_is_nip, texts)) or mean(map(_looks_named, texts)) >= 0.5:
        return True
    return not strict and mean(map(vocabulary.strange, texts)) >= 0.6


def _looks_named(text: str) -> bool:
    """Academic titles or an initial behind a comma: `CONTOH SATU, S.Sos.`"""
    return re.search(
        r"\b(?:S\.|M\.|Dr\.|dr\.|Drs|Ir\.|A\.Md|S\.?(?:E|H|Sos|Pd|IP|Kom|T|KM)\b)", text
    ) is not None or text.lower().startswith("pegawai ")


def _is_nip(text: str) -> bool:
    return re.fullmatch(r"'?\d{18}", re.sub(r"[ .\-]", "", text)) is not None


def _value(columns: Sequence[Evidence], number: str) -> str | None:
    """The field of the cells, alike in most columns: predikat, rating, or a number."""
    filled = [column for column in columns if column.filled]
    if not filled:
        return None
    for kind, field, enough in (
        ("rating", "result_rating", MEANT),
        ("predikat", "predikat_delivered", 0.5),
        ("number", number, MEANT),
    ):
        if _share(filled, lambda column, kind=kind: column.read[kind]) >= enough:
            return field
    return None


def _share(columns: Sequence[Evidence], of: Callable[[Evidence], float]) -> float:
    return sum(of(column) * column.filled for column in columns) / sum(column.filled for column in columns)
