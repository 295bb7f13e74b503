"""Rating and predikat: words in many spellings, and codes whose direction only the source knows."""

from ingest.dataset import Field
from ingest.values.style import Style, words_code

MACROS = (
    # PermenPANRB 6/2022 words as agencies spell them: DIATAS, espektasi, "Kurang / misonduct", "Butuh Perbaikan/Cukup".
    r"""siger_rating_words(x) as trim(regexp_replace(replace(replace(replace(replace(
        siger_words(x), 'diatas', 'di atas'), 'dibawah', 'di bawah'), 'espektasi', 'ekspektasi'), 'ekpektasi', 'ekspektasi'),
        ' ?/ ?mis[a-z]*$', ''))""",
)

RATING_WORDS: dict[str, str | None] = {
    "di atas ekspektasi": "di_atas", "di atas": "di_atas", "atas": "di_atas",
    "sesuai ekspektasi": "sesuai", "sesuai": "sesuai",
    "di bawah ekspektasi": "di_bawah", "di bawah": "di_bawah", "bawah": "di_bawah",
}  # fmt: skip
PREDIKAT_WORDS: dict[str, str | None] = {
    "sangat baik": "sangat_baik", "amat baik": "sangat_baik",
    "baik": "baik",
    "butuh perbaikan": "butuh_perbaikan", "butuh perbaikan/cukup": "butuh_perbaikan",
    "butuh perbaikan / cukup": "butuh_perbaikan", "cukup/butuh perbaikan": "butuh_perbaikan",
    "perlu perbaikan": "butuh_perbaikan",
    "kurang": "kurang", "misconduct": "kurang",
    "sangat kurang": "sangat_kurang",
    "buruk": "buruk",
}  # fmt: skip
ORGANISATION_WORDS: dict[str, str | None] = {
    **PREDIKAT_WORDS,
    "istimewa": "istimewa",
    "cukup": "butuh_perbaikan",
}
del ORGANISATION_WORDS["sangat baik"], ORGANISATION_WORDS["amat baik"], ORGANISATION_WORDS["buruk"]

# SIASN counts from the best (1); an app of the other direction counts ratings from the worst.
RATING_CODES: dict[str, dict[str, str | None]] = {
    "lower_is_better": {"1": "di_atas", "2": "sesuai", "3": "di_bawah"},
    "higher_is_better": {"3": "di_atas", "2": "sesuai", "1": "di_bawah"},
    "words": {},
}
# Quadrants are SIASN's alone: elsewhere a number as predikat must be explained by the source's `values`.
PREDIKAT_CODES: dict[str, str | None] = {
    "1": "sangat_baik", "2": "baik", "3": "butuh_perbaikan", "4": "kurang", "5": "sangat_kurang",
}  # fmt: skip


def _code(text: str, words: dict[str, str | None]) -> str:
    return words_code(text, words, "siger_rating_words")


def sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """di_atas, sesuai or di_bawah."""
    return _code(text, RATING_WORDS | RATING_CODES[style.direction])


def predikat_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """Employee's predikat; *Cukup* is *butuh perbaikan* under 6/2022 and a class of its own before."""
    words = (
        PREDIKAT_WORDS | {"cukup": "cukup"} | (PREDIKAT_CODES if style.direction == "lower_is_better" else {})
    )
    code = _code(text, words)
    current = f"coalesce({style.scheme_sql}, 'PERMENPANRB6_2022') = 'PERMENPANRB6_2022'"
    return f"case when {current} then replace({code}, 'cukup', 'butuh_perbaikan') else {code} end"


def organisation_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """Organisation's predikat, whose best is *istimewa*."""
    return _code(text, ORGANISATION_WORDS)
