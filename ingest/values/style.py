"""Style: how one column writes its values, as its source says or its own values prove."""

from dataclasses import dataclass, field
from typing import Literal


def quote(word: str) -> str:
    """A text as SQL literal. Only words of our lists and of validated sources come here, never cells."""
    return "'" + word.replace("'", "''") + "'"


def words_case(key_sql: str, words: dict[str, str | None]) -> str:
    """SQL `case` from normalised words to codes, null for any other word."""
    if not words:
        return "null"
    by_code: dict[str | None, list[str]] = {}
    for word, code in words.items():
        by_code.setdefault(code, []).append(word)
    arms = " ".join(
        f"when {key_sql} in ({', '.join(quote(word) for word in group)}) then {'null' if code is None else quote(code)}"
        for code, group in by_code.items()
    )
    return f"case {arms} end"


@dataclass(frozen=True)
class Style:
    """What a reader must know beside the text itself."""

    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    formats: tuple[str, ...] = ()
    only_formats: bool = False
    """The column states its format: nothing else is accepted."""
    epoch_1904: bool = False
    decimal: Literal[",", ".", "?"] = ","
    """'?' = nothing proves it: a lone group of three digits is not readable."""
    direction: Literal["lower_is_better", "higher_is_better", "words"] = "words"
    scale_max: int = 4
    scheme_sql: str = "null"
    """SQL of the row's scheme, for words that changed their meaning."""
    context: dict[str, str] = field(default_factory=dict)
    """SQL of the cleaned texts of other fields of the row, by field."""
