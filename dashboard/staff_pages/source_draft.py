"""Source draft: the unknown file of *Tambah sumber*, what was guessed of it, and what is remembered between runs."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from ingest import desk
from ingest.desk import Guess, Sight, Suggestion
from warehouse.settings import Settings

KEY = "source-draft"
ROUND = "source-round"
T = TypeVar("T")


@dataclass
class Draft:
    """One file on its way to a source; `why` says why nothing could be guessed. `is_new` when the archive lacks it."""

    name: str
    content: bytes
    is_new: bool
    suggestions: list[Suggestion]
    sights: list[Sight]
    why: str | None = None
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def suggestion(self, sheet: str | None) -> Suggestion | None:
        """What was guessed of a table."""
        return next((one for one in self.suggestions if one.sheet == sheet), None)

    def sight(self, settings: Settings, number: int, header_row: int | None) -> Sight:
        """A table of the file, with the header where a person says it is."""
        seen = self.sights[number]
        if header_row is None or header_row == seen.header_row:
            return seen
        rows: dict[str | None, int] = {seen.sheet: header_row}
        return self.once(
            ("sight", number, header_row),
            lambda: desk.look(settings, self.name, self.content, rows)[number],
        )

    def once(self, what: Any, make: Callable[[], T]) -> T:
        """What was made of this file before, or now: a run of the page must not read the file again."""
        if what not in self.memory:
            self.memory[what] = make()
        return self.memory[what]


def of(settings: Settings, name: str, content: bytes, *, is_new: bool) -> Draft:
    """The draft of this file: the one at hand, or a new one in its place. Raises FileRefused."""
    here = st.session_state.get(KEY)
    if isinstance(here, Draft) and here.content == content and here.name == name:
        return here
    why = None
    suggestions: list[Suggestion] = []
    sights = desk.look(settings, name, content)
    try:
        suggestions = desk.suggest(name, content)
    except desk.NotADataset as strange:
        why = str(strange)
    st.session_state[KEY] = Draft(name, content, is_new, suggestions, sights, why)
    return st.session_state[KEY]


def forget() -> None:
    """The file has its source: the choice of a file starts anew."""
    st.session_state.pop(KEY, None)
    st.session_state[ROUND] = turn() + 1


def turn() -> int:
    """How many sources this session has made: the choice of a file belongs to one of them."""
    return int(st.session_state.get(ROUND, 0))


def guess(suggestion: Suggestion | None, key: str) -> Guess | None:
    """The guess for one key of the YAML."""
    if suggestion is None:
        return None
    return next((one for one in suggestion.guesses if one.key == key), None)
