"""Meanings: value maps of coded fields, the survey's scale and order of elements, order of dates, decimal sign."""

from typing import Any

import duckdb

from ingest.guessing import codes, questions
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import MEANT, Evidence, readable
from ingest.guessing.fit import Fit
from ingest.heading import normalise
from ingest.values.style import Style

FAULTS = 0.03
"""So few unreadable cells are faults of rows, not a word the source has to explain."""


def value_maps(draft: Draft, fit: Fit, con: duckdb.DuckDBPyConnection) -> None:
    """Codes that ingest would not read, with what they most probably mean; the others are named for a person."""
    for name, match in fit.matches.items():
        if match.column.is_coded and name not in draft.said.get("values", {}):
            value_map(draft, name, match.column, con)
    _share_answers(draft)


def _share_answers(draft: Draft) -> None:
    """A word of one question means the same in the next one, which may not have had that answer yet."""
    values: dict[str, dict[str, str | None]] = draft.said.get("values", {})
    asked = [name for name in draft.said.get("columns", {}) if draft.dataset.fields[name].kind == "answer"]
    told: dict[str, set[str | None]] = {}
    for name in asked:
        for word, code in values.get(name, {}).items():
            told.setdefault(word, set()).add(code)
    agreed = {word: code for word, (code, *more) in told.items() if not more}
    for name in asked if agreed else ():
        values[name] = {**agreed, **values.get(name, {})}


def value_map(draft: Draft, name: str, column: Evidence, con: duckdb.DuckDBPyConnection) -> None:
    """The same for one field: words that its reader does not take."""
    field = draft.dataset.fields[name]
    if field.kind not in codes.CODED:
        return
    way, scale = draft.said.get("direction", "words"), draft.said.get("survey", {}).get("scale_max", 4)
    takes = readable(
        con,
        field,
        list(column.texts),
        Style(direction=way, scale_max=scale, context={"reference": "current_date"}),
    )
    words = [text for text in column.texts if not takes.get(text)]
    if field.kind in ("rating", "predikat", "answer"):
        words = [
            word for word in words if not codes.is_number(word)
        ]  # their direction or scale is said elsewhere
    found = [
        meaning for word in words if (meaning := codes.meaning(draft.dataset.dataset, name, field, word))
    ]
    if found:
        draft.said.setdefault("values", {})[name] = {one.word.lower(): one.code for one in found}
        said = ", ".join(f"{one.word} → {one.code or 'kosong'}" for one in found)
        draft.guess(
            f"values.{name}",
            said,
            min(one.confidence for one in found),
            "; ".join(one.reason for one in found),
        )
    strange = sorted(set(words) - {one.word for one in found})
    if strange and column.share(strange.__contains__) > FAULTS:
        for word in strange:
            draft.wonder(word, name)


def survey(draft: Draft, fit: Fit, columns: list[Evidence]) -> None:
    """Scale, number of elements and whether U8 and U9 are told apart by their words."""
    asked = {
        name: match.column
        for name, match in fit.matches.items()
        if draft.dataset.fields[name].kind == "answer"
    }
    if not asked:
        return
    top = max((number for column in asked.values() for number in column.numbers), default=4)
    scale = next(one for one in (4, 5, 6, 10) if top <= one or one == 10)
    told = all(name in asked and questions.by_words(asked[name].title) for name in ("u8", "u9"))
    order = "declared" if told else "undeclared"
    draft.put(survey={"scale_max": scale, "element_count": len(asked), "u8_u9": order})
    draft.guess(
        "survey.scale_max", str(scale), 0.9 if scale in (4, 5) else 0.6, f"jawaban tertinggi {round(top)}"
    )
    draft.guess(
        "survey.u8_u9",
        order,
        0.9,
        "judul menyebut mana pengaduan dan mana sarana"
        if told
        else "judul tidak menyebut mana pengaduan dan mana sarana, jadi perbandingan U8 dan U9 dimatikan",
    )
    if any(
        questions.by_words(one.title) is None and not questions.is_legal(one.title) for one in asked.values()
    ):
        draft.doubt("nomor pertanyaan dianggap nomor unsur; cocokkan dengan kuesionernya")
    if len(asked) != 9:
        draft.doubt(f"hanya {len(asked)} dari 9 unsur yang ditemukan")
    if any(normalise(column.title) in ("u10", "u11", "u12", "u13", "u14") for column in columns):
        draft.doubt(
            "ada lebih dari 9 unsur; tabel ini tampaknya memakai aturan lama dan urutan unsurnya lain"
        )


def dates(draft: Draft, fit: Fit) -> None:
    """Order of day and month, where some date proves it; a required date without proof is for a person to confirm."""
    mine = [
        (name, match.column)
        for name, match in fit.matches.items()
        if draft.dataset.fields[name].kind in ("date", "timestamp")
    ]
    texts = [text for _, column in mine for text in column.texts]
    numeric = [tuple(map(int, found)) for text in texts if (found := codes.day_and_month(text))]
    if texts and all(text[:4].isdigit() and text[4:5] in "-/." for text in texts):
        draft.put(dates={"order": "ymd"})
        return draft.guess("dates.order", "ymd", 0.95, "semua tanggal diawali tahun")
    if not numeric:
        return None
    first, second = any(one > 12 for one, _ in numeric), any(two > 12 for _, two in numeric)
    if first != second:
        order = "dmy" if first else "mdy"
        draft.put(dates={"order": order})
        return draft.guess(
            "dates.order",
            order,
            0.95,
            "ada tanggal yang hanya terbaca " + ("hari lebih dahulu" if first else "bulan lebih dahulu"),
        )
    if first and second:
        return draft.doubt("urutan hari dan bulan berbeda antarkolom tanggal; periksa hasil bacanya")
    if any(draft.dataset.fields[name].required for name, _ in mine):
        draft.doubt("tidak ada tanggal yang membuktikan urutan hari dan bulan; dibaca hari lebih dahulu")
    return draft.guess(
        "dates.order",
        "dmy",
        0.65,
        "tidak ada tanggal di atas 12 yang membuktikan urutannya, jadi dianggap hari lebih dahulu",
    )


def numbers(draft: Draft, fit: Fit, con: duckdb.DuckDBPyConnection) -> None:
    """Decimal sign where a number proves it, and what part of a cell is the number (`40 JP (5 hari)`)."""
    mine = {
        name: match.column
        for name, match in fit.matches.items()
        if draft.dataset.fields[name].kind in ("number", "integer")
    }
    for name, column in mine.items():
        if (
            column.filled
            and column.read["number"] < MEANT
            and column.share(lambda t: t[:1].isdigit()) >= MEANT
        ):
            part(draft, name, r"^(\d+(?:[.,]\d+)?)", f"hanya angka di awal sel «{column.title}» yang dibaca")
    texts = [text for column in mine.values() for text in column.texts]
    if not texts:
        return
    row = con.execute(
        "select bool_or(siger_proves_comma(siger_bare(t))), bool_or(siger_proves_point(siger_bare(t))),"
        " bool_or(regexp_matches(siger_bare(t), '^\\d{1,3}[.,]\\d{3}$')) from (select unnest($texts::varchar[]) as t)",
        {"texts": texts},
    ).fetchone()
    comma, point, lone = row or (None, None, None)
    if bool(comma) != bool(point):
        sign = "," if comma else "."
        draft.put(numbers={"decimal": sign})
        draft.guess(
            "numbers.decimal",
            sign,
            0.95,
            "ada angka yang hanya terbaca dengan desimal " + ("koma" if comma else "titik"),
        )
    elif lone:
        draft.doubt(
            "angka seperti 1.250 dapat berarti seribu atau satu koma; tetapkan tanda desimal (numbers.decimal)"
        )


def part(draft: Draft, name: str, pattern: str, reason: str) -> None:
    """Only a part of the field's cells is its value."""
    column: dict[str, Any] = draft.said["columns"][name]
    column["part"] = pattern
    draft.guess(f"columns.{name}.part", pattern, 0.8, reason)
