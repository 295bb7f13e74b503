"""Language: which of Indonesian and English a reader chose, and the words in it."""

import gettext
import io
import threading
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

Language = Literal["id", "en"]
LANGUAGES: dict[Language, str] = {"id": "Indonesia", "en": "English"}
KEY = "bahasa"
"""Name of the choice in the address and in the session."""

LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """All `locale/<language>/*.po` as one catalogue, compiled in memory. Indonesian is the source itself."""
    words = gettext.NullTranslations()
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            compiled = io.BytesIO()
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        part.add_fallback(words)
        words = part
    return words


class _Run(threading.local):
    """What this thread's present run speaks; a page asks some thousand times, and the session answers slowly."""

    cursors: object = None
    language: Language = "id"


_run = _Run()


def current() -> Language:
    """The reader's language: chosen in this session, else asked for in the address, else Indonesian."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return "id"
    if _run.cursors is not context.cursors:  # every run begins with new ones
        asked = st.session_state.get(KEY) or st.query_params.get(KEY)
        _run.cursors, _run.language = context.cursors, "en" if asked == "EN" else "id"
    return _run.language


def _(text: str) -> str:
    """`text` (Indonesian, as written in the code) in the reader's language."""
    language = current()
    return text if language == "id" else _catalogue(language).gettext(text)
