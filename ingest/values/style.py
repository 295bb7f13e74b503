"""Style: how one column writes its values, as its source says or its own values prove."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal


def quote(word: str) -> str:
    """A text as SQL literal. Only words of our lists and of validated sources come here, never cells."""
    return "'" + word.replace("'", "''") + "'"


def lookup(key_sql: str, words: Mapping[str, str | None]) -> str:
    """SQL from a text that is exactly one of the words to its code, null for any other text.

    Two constant lists instead of `in (…)`: DuckDB plans each longer `in` as a join, and a survey has forty of them.
    """
    if not words:
        return "null"
    codes = ", ".join("null" if code is None else quote(code) for code in words.values())
    return f"([{codes}])[list_position([{', '.join(map(quote, words))}], {key_sql})]"


def words_code(text: str, words: Mapping[str, str | None], normal: str = "siger_words") -> str:
    """SQL from a delivered text to its code: most cells are a word of the list already and pay for no more."""
    if not words:
        return "null"
    return f"coalesce({lookup(f'lower({text})', words)}, {lookup(f'{normal}({text})', words)})"


def is_one_of(key_sql: str, words: Iterable[str]) -> str:
    """SQL: the text is one of the words."""
    return f"list_contains([{', '.join(map(quote, words))}], {key_sql})"


Order = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True)
class Style:
    """What a reader must know beside the text itself."""

    order: Order = "dmy"
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
