"""Answers of a survey: 1 to the scale's top, or the words of the questionnaire's four options."""

from ingest.dataset import Field
from ingest.values.style import Style, words_code

# The printed options of PermenPANRB 14/2017's questionnaire and their usual short forms, worst to best.
WORDS: dict[str, str | None] = {
    word: str(value)
    for value, words in enumerate(
        (
            ("tidak baik", "tidak sesuai", "tidak mudah", "tidak cepat", "sangat mahal", "tidak kompeten", "tidak mampu",
             "tidak sopan dan ramah", "tidak ada", "buruk", "sangat tidak baik"),
            ("kurang baik", "kurang sesuai", "kurang mudah", "kurang cepat", "cukup mahal", "kurang kompeten",
             "kurang mampu", "kurang sopan dan ramah", "ada tetapi tidak berfungsi", "cukup"),
            ("baik", "sesuai", "mudah", "cepat", "murah", "kompeten", "mampu", "sopan dan ramah", "berfungsi kurang maksimal"),
            ("sangat baik", "sangat sesuai", "sangat mudah", "sangat cepat", "gratis", "sangat kompeten", "sangat mampu",
             "sangat sopan dan ramah", "dikelola dengan baik"),
        ),
        start=1,
    )
    for word in words
}  # fmt: skip


def sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """1 to scale_max. Words only count on the scale of four they belong to."""
    top = style.scale_max
    worded = words_code(text, WORDS if top == 4 else {})
    digits = f"regexp_extract({text}, '^(\\d{{1,2}})(?:[.,]0+)?$', 1)"
    # One digit is the usual cell of millions and must not pay for words.
    return (
        f"case when {text} between '1' and '{min(top, 9)}' and length({text}) = 1 then cast({text} as smallint)"
        f" when try_cast({digits} as smallint) between 1 and {top} then cast({digits} as smallint)"
        f" else cast({worded} as smallint) end"
    )
