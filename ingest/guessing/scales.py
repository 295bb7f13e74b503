"""Scales: which way up rating and predikat codes count, told by the matrix or by words beside the codes, never assumed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import duckdb

from ingest.direction import matrix
from ingest.guessing.codes import numbered
from ingest.guessing.draft import Draft
from ingest.guessing.fit import Fit, Match
from ingest.table import Table
from ingest.values.rating import PREDIKAT_CODES, PREDIKAT_WORDS, RATING_CODES, RATING_WORDS

RATED = ("result_rating", "behaviour_rating")
AGREES, CLEARLY, LEAST_ROWS = 0.8, 9, 3
"""This share of rows must agree with the matrix; rows that tell readings apart must be nine to one, three at least."""
SIASN = re.compile(r"(?i)^(hasil_?kinerja|perilaku_?kerja|kuadran_?kinerja|kuadran)_?nilai$|^nilai_?kuadran$")
"""Names of the fields of BKN's SIASN, whose codes count from the best."""
UPSIDE_DOWN: dict[str, str | None] = {str(6 - int(code)): word for code, word in PREDIKAT_CODES.items()}

Way = Literal["lower_is_better", "higher_is_better", "words"]
Codes = dict[str, str | None]


@dataclass(frozen=True)
class Reading:
    """One way to read a table: direction of the ratings, and whether predikat codes count from the best (1) or up to it."""

    way: Way
    best_is_one: bool | None

    @property
    def codes(self) -> Codes:
        """Predikat codes, none where the predikat is in words."""
        return {} if self.best_is_one is None else PREDIKAT_CODES if self.best_is_one else UPSIDE_DOWN

    def agrees(self, row: tuple[str, str, str]) -> bool | None:
        """Whether the matrix gives the delivered predikat when the row is read so; null where a part is unreadable."""
        codes = RATING_CODES[self.way]
        result, behaviour = (codes.get(text) or RATING_WORDS.get(text) for text in row[:2])
        predikat = PREDIKAT_WORDS.get(row[2]) or self.codes.get(row[2])
        return matrix()[result, behaviour] == predikat if result and behaviour and predikat else None


def direction(draft: Draft, fit: Fit, con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Say what rating and predikat codes mean where something proves it; else leave them unread and call it missing."""
    ratings = [match for name in RATED if (match := fit.matches.get(name)) and numbered(match.column, 3)]
    predikat = fit.matches.get("predikat_delivered")
    predikat = predikat if predikat and numbered(predikat.column, 5) else None
    if not ratings and not predikat:
        if any(name in fit.matches for name in RATED):
            draft.guess(
                "direction", "words", 0.95, "rating ditulis dengan kata, jadi arah kode tidak diperlukan"
            )
        return
    read, reason = _by_matrix(con, table, fit, bool(ratings), bool(predikat))
    way: Way | None = read.way if read else None
    if ratings and not read:
        way, reason = _by_words(con, table, ratings)
    open_: list[Match] = [*(ratings if way is None else []), *([predikat] if predikat and not read else [])]
    if open_ and way != "higher_is_better" and all(SIASN.search(match.column.title) for match in open_):
        way, open_ = "lower_is_better", list[Match]()
        reason = f"kolom {_titles(ratings or [predikat])} bernama seperti SIASN, yang memakai 1 sebagai yang terbaik"
    if way:
        draft.put(direction=way)
        draft.guess("direction", way, 0.92 if "SIASN" not in reason else 0.75, reason)
    if read and read.codes:
        draft.said.setdefault("values", {})["predikat_delivered"] = dict(read.codes)
        listed = ", ".join(f"{code} → {word}" for code, word in sorted(read.codes.items()))
        draft.guess("values.predikat_delivered", listed, 0.9, reason)
    if open_:
        draft.lack("direction")
        draft.doubt(
            f"arti kode angka pada {_titles(open_)} belum terbukti: tetapkan apakah angka kecil atau besar yang terbaik"
            " (direction, values); sebelum itu kodenya tidak dibaca"
        )
        draft.guess(
            "direction",
            way or "words",
            0.3,
            f"tidak ada kolom yang membuktikan arti kode pada {_titles(open_)}",
        )


def _titles(matches: Iterable[Match | None]) -> str:
    return " dan ".join(f"«{match.column.title}»" for match in matches if match)


def _by_words(con: duckdb.DuckDBPyConnection, table: Table, ratings: list[Match]) -> tuple[Way | None, str]:
    """Words of the same rating in another column say what its codes mean."""
    for match in ratings:
        for other in table.layout.columns:
            rows = con.execute(
                f"select {_code(match.column.position)}, {_code(other.position)}, count(*) from {table.data} group by all"  # noqa: S608
            ).fetchall()
            pairs = [(code, RATING_WORDS[word], n) for code, word, n in rows if word in RATING_WORDS]
            ways: tuple[Way, ...] = ("lower_is_better", "higher_is_better")
            told = {
                way: sum(n for code, word, n in pairs if RATING_CODES[way].get(code) == word) for way in ways
            }
            way = max(ways, key=lambda one: told[one])
            total = sum(n for *_, n in pairs)
            # `sesuai` is 2 either way: what is left must tell
            if (
                told[way] >= 0.9 * total
                and told[way] - min(told.values()) >= LEAST_ROWS
                and min(told.values()) <= total - LEAST_ROWS
            ):
                best = "1" if way == "lower_is_better" else "3"
                return way, f"kata di kolom «{other.title}» menunjukkan kode {best} yang terbaik"
    return None, ""


def _by_matrix(
    con: duckdb.DuckDBPyConnection, table: Table, fit: Fit, coded_ratings: bool, coded_predikat: bool
) -> tuple[Reading | None, str]:
    """The one reading under which the predikat matrix agrees; none where two agree alike or too few rows tell."""
    names = (*RATED, "predikat_delivered")
    if not all(name in fit.matches for name in names):
        return None, ""
    asked = ", ".join(_code(fit.matches[name].column.position) for name in names)
    rows = con.execute(f"select {asked}, count(*) from {table.data} group by all").fetchall()  # noqa: S608
    ways: tuple[Way, ...] = ("lower_is_better", "higher_is_better") if coded_ratings else ("words",)
    readings = [Reading(way, one) for way in ways for one in ((True, False) if coded_predikat else (None,))]
    told = {reading: [(reading.agrees(row[:3]), row[3]) for row in rows] for reading in readings}

    def agreeing(reading: Reading, but_not: Reading | None = None) -> int:
        """Rows that agree under a reading (and disagree under another)."""
        other = told[but_not] if but_not else [(False, 0)] * len(rows)
        return sum(
            n for (mine, n), (its, _) in zip(told[reading], other, strict=True) if mine and its is False
        )

    best = max(readings, key=agreeing)
    judged = sum(n for mine, n in told[best] if mine is not None)
    rivals = [reading for reading in readings if reading != best]
    for rival in rivals:
        mine, its = agreeing(best, rival), agreeing(rival, best)
        if mine < LEAST_ROWS or mine < CLEARLY * its:
            return None, ""
    if agreeing(best) < AGREES * judged:
        return None, ""
    less = max((agreeing(rival) for rival in rivals), default=0)
    return best, (
        f"dibaca {_said(best)}, {agreeing(best)} dari {judged} baris cocok dengan matriks predikat; dengan bacaan lain paling banyak {less}"
    )


def _said(reading: Reading) -> str:
    ways = {"lower_is_better": "rating 1 terbaik", "higher_is_better": "rating 3 terbaik", "words": ""}
    ends = {True: "predikat 1 terbaik", False: "predikat 5 terbaik", None: ""}
    return " dan ".join(filter(None, (ways[reading.way], ends[reading.best_is_one])))


def _code(position: int) -> str:
    """SQL: the cell as a bare digit where it is one, else its words as ingest compares them."""
    cell = f"siger_text(c{int(position)})"
    return (
        f"coalesce(nullif(regexp_extract({cell}, '^(\\d)(?:[.,]0+)?$', 1), ''), siger_rating_words({cell}))"
    )
