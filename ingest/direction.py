"""Direction: whether a table's rating codes are read the right way up; the delivered predikat tells."""

import csv
from functools import cache

import duckdb

from ingest import reasons
from ingest.errors import FileRefused
from ingest.relation import Mapped
from ingest.source import Source
from ingest.values.rating import RATING_CODES
from warehouse.settings import PROJECT

MATRIX = PROJECT / "dbt_project" / "seeds" / "predikat_matrix.csv"
CONTRADICTING_SHARE = 0.2


def refuse_wrong_direction(
    con: duckdb.DuckDBPyConnection, checked: str, mapped: Mapped, source: Source
) -> None:
    """Codes read upside down make the matrix disagree with the delivered predikat where the other reading agrees."""
    three = {"result_rating", "behaviour_rating", "predikat_delivered"}
    if source.direction == "words" or not three <= mapped.fields:
        return
    triples = con.execute(
        "select v_result_rating, v_behaviour_rating, v_predikat_delivered, count(*)"
        f" from {checked}"
        " where v_result_rating is not null and v_behaviour_rating is not null and v_predikat_delivered is not null group by all"
    ).fetchall()
    total = sum(number for *_, number in triples)
    turned = {"di_atas": "di_bawah", "sesuai": "sesuai", "di_bawah": "di_atas"}
    rules = matrix()
    wrong = sum(
        number for result, behaviour, predikat, number in triples if rules[result, behaviour] != predikat
    )
    opposite = sum(
        number
        for result, behaviour, predikat, number in triples
        if rules[turned[result], turned[behaviour]] != predikat
    )
    if total and wrong / total > CONTRADICTING_SHARE and opposite < wrong:
        best = next(code for code, rating in RATING_CODES[source.direction].items() if rating == "di_atas")
        raise FileRefused(
            "wrong_direction",
            f"Arah kode rating tampak terbalik: menurut sumber {source.source} kode {best} adalah yang terbaik, tetapi {reasons.count(wrong)} dari "
            f"{reasons.count(total)} baris lalu berlawanan dengan predikatnya; periksa «direction» pada sumber.",
        )


@cache
def matrix() -> dict[tuple[str, str], str]:
    """(result, behaviour) → predikat, from the seed that dbt reads too."""
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {
            (row["result_rating"], row["behaviour_rating"]): row["predikat"] for row in csv.DictReader(lines)
        }
