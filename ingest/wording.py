"""Wording: which codes a field takes, and what ingest reads in a word by itself."""

from functools import cache

import duckdb

from ingest import values
from ingest.dataset import Field
from ingest.source import Source
from ingest.values import answer, code, person, position_kind, rating
from ingest.values.style import Style

CODES: dict[str, tuple[str | None, ...]] = {
    "rating": tuple(dict.fromkeys(rating.RATING_WORDS.values())),
    "predikat": (*dict.fromkeys(rating.PREDIKAT_WORDS.values()), "cukup"),
    "org_predikat": tuple(dict.fromkeys(rating.ORGANISATION_WORDS.values())),
    "complaint_class": tuple(dict.fromkeys(code.COMPLAINT_CLASSES.values())),
    "boolean": ("true", "false"),
    "sex": tuple(dict.fromkeys(person.SEX.values())),
    "employment": tuple(dict.fromkeys(person.EMPLOYMENT.values())),
    "position_kind": tuple(dict.fromkeys(position_kind.WORDS.values())),
}


@cache
def known_words() -> frozenset[str]:
    """Every word that some field reads as a code, in lower case."""
    lists = (
        rating.RATING_WORDS, rating.ORGANISATION_WORDS, rating.PREDIKAT_WORDS, code.COMPLAINT_CLASSES, code.BOOLEANS,
        person.SEX, person.EMPLOYMENT, position_kind.WORDS, answer.WORDS,
    )  # fmt: skip
    return frozenset(word for words in lists for word in words)


def codes(field: Field, source: Source) -> list[str]:
    """The codes a word of this field may be mapped to, best first; none for fields of free values."""
    if field.kind == "answer":
        return [str(answer) for answer in range(1, (source.survey.scale_max if source.survey else 4) + 1)]
    return [one for one in CODES.get(field.kind, field.codes) if one]


def read(field: Field, words: list[str], source: Source) -> dict[str, str | None]:
    """Word to the code ingest reads in it without any map of the source; null where it reads none."""
    style = Style(
        direction=source.direction,
        scale_max=source.survey.scale_max if source.survey else 4,
        scheme_sql="'PERMENPANRB6_2022'",
    )
    with duckdb.connect(config={"threads": 1}) as con:
        values.install(con)
        reader = values.reader(field, "text", values.prepare(field, "text"), style)
        rows = con.execute(
            f"select word, ({reader})::varchar from (select word, siger_text(word) as text from unnest($words::varchar[]) as words(word))",  # noqa: S608 - our macros
            {"words": words},
        ).fetchall()
    return dict(rows)
