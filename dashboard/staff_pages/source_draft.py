"""Source draft: the unknown file of *Tambah sumber*, what was guessed of it, and what is remembered between runs."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from dashboard.languages import _
from ingest import desk
from ingest.desk import Guess, HeaderRow, Said, Sight, Suggestion
from ingest.errors import FileRefused
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
    said: Said = desk.NOTHING_SAID
    """What a person says of the file that it does not say itself."""
    others: list[tuple[str, bytes]] = field(default_factory=list)
    """Further parts of its delivery: name and content."""
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def mark(self) -> str:
        """Short name of these very files, for the keys of widgets."""
        return f"{self.sha256[:8]}-{len(self.others)}"

    def suggestion(self, sheet: str | None) -> Suggestion | None:
        """What was guessed of a table."""
        return next((one for one in self.suggestions if one.sheet == sheet), None)

    def sight(self, settings: Settings, number: int, header_row: HeaderRow) -> Sight:
        """A table of the file, with the header where a person says it is."""
        seen = self.sights[number]
        if header_row == ("none" if seen.is_headless else seen.header_row):
            return seen
        rows: dict[str | None, HeaderRow] = {seen.sheet: header_row}
        return self.once(
            ("sight", number, header_row),
            lambda: desk.look(settings, self.name, self.content, rows)[number],
        )

    def once(self, what: Any, make: Callable[[], T]) -> T:
        """What was made of this file before, or now: a run of the page must not read the file again."""
        if what not in self.memory:
            self.memory[what] = make()
        return self.memory[what]


def of(settings: Settings, files: list[tuple[str, bytes]], *, is_new: bool) -> Draft:
    """The draft of this file, or of these parts of one delivery: the one at hand, or a new one in its place.

    Of a delivery the answers stand for all. Raises FileRefused.
    """
    here = st.session_state.get(KEY)
    if isinstance(here, Draft) and sorted([(here.name, here.content), *here.others]) == sorted(files):
        return here
    why = None
    suggestions: list[Suggestion] = []
    try:
        suggestions = desk.suggest(files)
    except desk.NotADataset as strange:
        why = str(strange)
    sights = [desk.look(settings, name, content) for name, content in files]
    main = next((n for n, seen in enumerate(sights) if _answers(suggestions, seen)), 0)
    if len(files) > 1 and not any(one.source.delivery for one in suggestions):
        raise FileRefused(
            "no_delivery", _("Berkas-berkas ini bukan bagian dari satu kiriman; pilih satu berkas saja.")
        )
    name, content = files[main]
    others = [file for n, file in enumerate(files) if n != main]
    st.session_state[KEY] = Draft(name, content, is_new, suggestions, sights[main], why, others=others)
    return st.session_state[KEY]


def _answers(suggestions: list[Suggestion], seen: list[Sight]) -> bool:
    """Whether the file has the answers of the delivery that was guessed."""
    wanted = {h for one in suggestions if one.source.delivery for h in one.source.delivery.answers.headers}
    return bool(wanted) and any(wanted <= {heading.title for heading in one.headings} for one in seen)


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
