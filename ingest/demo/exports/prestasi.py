"""Prestasi: the CSV in which every agency rated by numbers before PermenPANRB 6/2022, under the scheme of its time.

PP 46/2011 until June 2021 (60 % SKP, 40 % behaviour), PP 30/2019 in the second half of 2021 (70 % and 30 %, from 110 on
*Sangat Baik* with a new idea); the classes bear the names of their scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Table, tally
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import Appraisal

END = months.month("2022-01")
"""The first month without numbers."""


@dataclass(frozen=True)
class Scheme:
    """Weight of SKP, behaviour marks, and per rank (5 best) the class's word and the scores it is given."""

    rule: str
    since: int
    skp: float
    marks: tuple[str, ...]
    most: float
    idea: bool
    classes: dict[int, tuple[str, float, float]]


SCHEMES = (
    Scheme(
        "PP 30 TAHUN 2019", months.month("2021-07"), 0.7,
        ("ORIENTASI PELAYANAN", "INISIATIF KERJA", "KOMITMEN", "KERJASAMA", "KEPEMIMPINAN"), 120, True,
        {5: ("Sangat Baik", 111, 117), 4: ("Baik", 92, 107), 3: ("Cukup", 72, 88), 2: ("Kurang", 52, 68), 1: ("Sangat Kurang", 36, 48)},
    ),
    Scheme(
        "PP 46 TAHUN 2011", months.month("2014-01"), 0.6,
        ("ORIENTASI PELAYANAN", "INTEGRITAS", "KOMITMEN", "DISIPLIN", "KERJASAMA", "KEPEMIMPINAN"), 100, False,
        {5: ("Sangat Baik", 92, 96), 4: ("Baik", 78, 89), 3: ("Cukup", 63, 74), 2: ("Kurang", 52, 59), 1: ("Buruk", 38, 48)},
    ),
)  # fmt: skip
LEADERS = ("jpt", "administrator", "pengawas")
"""Only they are marked for leadership."""


def in_use(m: int) -> bool:
    """Whether a month is rated by this form."""
    return m < END


def appraisals(
    agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date, *, semester: bool = False
) -> Export:
    """CSV of one agency and month, or of its half-year ratings."""
    scheme = next(scheme for scheme in SCHEMES if m >= scheme.since)
    label = f"Semester {months.ROMAN[m % 12 // 6]} {m // 12}" if semester else months.label(m)
    header = [
        "NO", "NIP", "NAMA", "JABATAN", "UNIT KERJA", "NIP PENILAI", "NAMA PENILAI", "NILAI SKP", *scheme.marks,
        "NILAI PERILAKU", "NILAI PRESTASI KERJA", *(["IDE BARU"] if scheme.idea else []), "SEBUTAN",
    ]  # fmt: skip
    above = [
        ["PENILAIAN PRESTASI KERJA PNS", *[""] * (len(header) - 1)],
        [f"BERDASARKAN {scheme.rule}", *[""] * (len(header) - 1)],
        [agency.formal.upper(), *[""] * (len(header) - 1)],
        [f"PERIODE : {label.upper()}", *[""] * (len(header) - 1)],
        [f"Dicetak: {months.long(printed)}", *[""] * (len(header) - 1)],
        header,
    ]
    body = [_row(number, line, units, scheme) for number, line in enumerate(lines, 1)]
    table = Table(above, body, refused=tally([line.fate for line in lines]))
    name = f"prestasi_kerja_{agency.code}_{months.iso(m)}{'_semester' if semester else ''}.csv"
    return Export(
        agency.code, name, "prestasi-kerja-opd", "appraisals", "csv", [table], printed.isoformat(), months.iso(m),
        bom=True,
    )  # fmt: skip


def _row(number: int, line: Line, units: Sequence[Unit], scheme: Scheme) -> list[str]:
    a = line.appraisal
    who = [
        str(number), str(line.nip), a.person.full, a.posting.position.name, units[a.posting.unit].name,
        a.rater.nip if a.rater else "-", a.rater.full if a.rater else "Gubernur Lampung",
    ]  # fmt: skip
    width = len(scheme.marks) + 4 + scheme.idea
    return who + (_numbers(a, scheme) if a.predikat else ["-"] * width)


def _numbers(a: Appraisal, scheme: Scheme) -> list[str]:
    """SKP, marks, behaviour, score, new idea and class: the score is that of its parts and lies inside its class."""
    word, low, high = scheme.classes[a.predikat]
    aim = low + (high - low) * ((a.posting.person * 37 + a.end * 11 + sum(a.items)) % 100) / 100
    leads = a.posting.position.kind in LEADERS
    marks = [
        min(scheme.most, round(aim + (item - 6) * 0.4, 1)) if leads or name != "KEPEMIMPINAN" else None
        for name, item in zip(scheme.marks, a.items, strict=False)
    ]
    given = [mark for mark in marks if mark is not None]
    behaviour = round(sum(given) / len(given), 2)
    skp = round((aim - (1 - scheme.skp) * behaviour) / scheme.skp, 2)
    score = round(scheme.skp * skp + (1 - scheme.skp) * behaviour, 2)
    idea = ["Ya" if a.predikat == 5 else "Tidak"] if scheme.idea else []
    return [_comma(skp), *["" if mark is None else _comma(mark) for mark in marks], _comma(behaviour), _comma(score), *idea, word]  # fmt: skip


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
