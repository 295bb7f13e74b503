"""English: every text a page can show has its English words."""

import ast

from babel.messages.pofile import read_po

from dashboard import languages
from dashboard.navigation import PAGES
from tests.conftest import PROJECT
from warehouse.access import ROLE_LABELS


def english() -> dict[str, str]:
    """All English entries: Indonesian text → English."""
    words: dict[str, str] = {}
    for path in sorted((languages.LOCALE / "en").glob("*.po")):
        with path.open("rb") as file:
            words |= {m.id: m.string for m in read_po(file, locale="en") if m.id and not m.fuzzy}
    return words


def texts() -> set[str]:
    """Every text within `_()` in dashboard/, f-strings too, and those that reach it by name."""
    found = {page.title for page in PAGES} | set(ROLE_LABELS.values())
    for path in (PROJECT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    found.add(text)
    return found


def test_every_text_has_its_english_words():
    words = english()
    assert len(texts()) > 300
    assert sorted(text for text in texts() if not words.get(text)) == []
