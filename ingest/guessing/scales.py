"""Scales: which way up rating codes count, told by the delivered predikat or by words beside the codes, never assumed."""

from collections.abc import Sequence

import duckdb

from ingest.direction import matrix
from ingest.guessing.codes import numbered
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import Evidence
from ingest.guessing.fit import Fit, Match
from ingest.table import Table
from ingest.values.rating import PREDIKAT_CODES, PREDIKAT_WORDS, RATING_CODES, RATING_WORDS

RATED = ("result_rating", "behaviour_rating")
AGREES, CLEARLY, LEAST_ROWS = 0.8, 9, 3
"""This share of rows must agree with the matrix; rows that tell readings apart must be nine to one, three at least."""
UPSIDE_DOWN: dict[str, str | None] = {str(6 - int(code)): word for code, word in PREDIKAT_CODES.items()}


def direction(draft: Draft, fit: Fit, con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Say the direction of rating codes where something proves it; else leave them unreadable and call it missing."""
    coded = [
        fit.matches[name] for name in RATED if name in fit.matches and numbered(fit.matches[name].column, 3)
    ]
    if not coded:
        if any(name in fit.matches for name in RATED):
            draft.guess(
                "direction", "words", 0.95, "rating ditulis dengan kata, jadi arah kode tidak diperlukan"
            )
        return None
    titles = " dan ".join(f"«{match.column.title}»" for match in coded)
    found = _by_words(con, table, fit, coded) or _by_matrix(con, table, fit)
    if found:
        way, codes, reason = found
        draft.put(direction=way)
        draft.guess("direction", way, 0.92, reason)
        predikat = fit.matches.get("predikat_delivered")
        if (
            predikat
            and numbered(predikat.column, 5)
            and (codes != PREDIKAT_CODES or way != "lower_is_better")
        ):
            draft.said.setdefault("values", {})["predikat_delivered"] = dict(codes)
            draft.guess(
                "values.predikat_delivered",
                str(codes),
                0.85,
                "kode predikat dibaca searah dengan matriks predikat",
            )
        return None
    if all(
        match.column.title.lower().endswith("kinerjanilai")
        or match.column.title.lower().endswith("kerjanilai")
        for match in coded
    ):
        draft.put(direction="lower_is_better")
        return draft.guess(
            "direction",
            "lower_is_better",
            0.75,
            f"kolom {titles} bernama seperti SIASN, yang memakai 1 sebagai yang terbaik",
        )
    draft.lack("direction")
    draft.doubt(
        f"arah kode pada {titles} belum terbukti: tetapkan apakah 1 atau 3 yang terbaik (direction); sampai itu kodenya tidak dibaca"
    )
    return draft.guess(
        "direction", "words", 0.3, f"{titles} berisi kode angka dan tidak ada kolom yang membuktikan arahnya"
    )


def _by_words(
    con: duckdb.DuckDBPyConnection, table: Table, fit: Fit, coded: Sequence[Match]
) -> tuple[str, dict[str, str | None], str] | None:
    """Words in a second column of the same rating say what the codes of the first mean."""
    for match in coded:
        for other in table.layout.columns:
            if other.position == match.column.position:
                continue
            pairs = con.execute(
                f"""select cast(try_cast(replace(siger_text(c{match.column.position}), ',', '.') as double) as integer)::varchar,
                    siger_rating_words(siger_text(c{other.position})), count(*)
                    from {table.data} where c{match.column.position} is not null and c{other.position} is not null group by all limit 50"""  # noqa: S608
            ).fetchall()
            total = sum(n for *_, n in pairs)
            told = {way: sum(n for code, word, n in pairs if word in RATING_WORDS and RATING_CODES[way].get(code) == RATING_WORDS[word])
                    for way in ("lower_is_better", "higher_is_better")}  # fmt: skip
            way = max(told, key=lambda one: told[one])
            if (
                told[way] >= 0.9 * total
                and told[way] >= LEAST_ROWS
                and told[way] >= CLEARLY * min(told.values())
            ):
                best = "1" if way == "lower_is_better" else "3"
                return (
                    way,
                    dict(PREDIKAT_CODES),
                    f"kata di kolom «{other.title}» menunjukkan kode {best} yang terbaik",
                )
    return None


def _by_matrix(
    con: duckdb.DuckDBPyConnection, table: Table, fit: Fit
) -> tuple[str, dict[str, str | None], str] | None:
    """The one reading of ratings (and of predikat codes) under which the predikat matrix agrees."""
    if not all(name in fit.matches for name in (*RATED, "predikat_delivered")):
        return None
    result, behaviour, predikat = (fit.matches[name].column for name in (*RATED, "predikat_delivered"))
    rows = con.execute(
        f"""select {_code(result)}, {_code(behaviour)}, {_code(predikat)}, count(*) from {table.data} group by all"""  # noqa: S608
    ).fetchall()
    readings = {
        (way, name): codes
        for way in ("lower_is_better", "higher_is_better")
        for name, codes in (("best_first", PREDIKAT_CODES), ("best_last", UPSIDE_DOWN))
    }
    told: dict[tuple[str, str], list[bool | None]] = {
        reading: [_agrees(reading[0], codes, row) for row in rows] for reading, codes in readings.items()
    }
    counts = [n for *_, n in rows]

    def agreeing(reading: tuple[str, str], *, against: tuple[str, str] | None = None) -> int:
        """Rows where a reading agrees with the matrix (and the other one does not)."""
        return sum(n for n, mine, other in zip(counts, told[reading], told[against or reading], strict=True)
                   if mine and (against is None or other is False))  # fmt: skip

    best = max(readings, key=agreeing)
    judged = sum(n for n, mine in zip(counts, told[best], strict=True) if mine is not None)
    coded = numbered(predikat, 5)
    rivals = [reading for reading in readings if (reading != best if coded else reading[0] != best[0])]
    proven = all(
        (mine := agreeing(best, against=rival)) >= LEAST_ROWS
        and mine >= CLEARLY * agreeing(rival, against=best)
        for rival in rivals
    )
    if not proven or agreeing(best) < AGREES * judged:
        return None
    first = "1" if best[0] == "lower_is_better" else "3"
    less = max(agreeing(rival) for rival in rivals)
    reason = f"dengan {first} sebagai yang terbaik, {agreeing(best)} dari {judged} baris cocok dengan matriks predikat; dengan bacaan lain paling banyak {less}"
    return best[0], dict(readings[best]), reason


def _agrees(way: str, codes: dict[str, str | None], row: tuple[str, str, str, int]) -> bool | None:
    """Whether the matrix gives the delivered predikat when the row is read that way; null where a part is unreadable."""
    result, behaviour = (RATING_CODES[way].get(text) or RATING_WORDS.get(text) for text in row[:2])
    predikat = PREDIKAT_WORDS.get(row[2]) or codes.get(row[2])
    return matrix()[result, behaviour] == predikat if result and behaviour and predikat else None


def _code(column: Evidence) -> str:
    """SQL: the cell as a bare number where it is one, else its words as ingest compares them."""
    cell = f"siger_text(c{column.position})"
    return f"coalesce(regexp_extract({cell}, '^(\\d)(?:[.,]0+)?$', 1), '') || case when regexp_matches({cell}, '^\\d([.,]0+)?$') then '' else siger_rating_words({cell}) end"
