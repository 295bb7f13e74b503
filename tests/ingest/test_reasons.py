"""Reasons: every code of the program is on the lists, the lists are on the page, the page is what the lists say."""

import ast
import re
from pathlib import Path

import pytest

from ingest import reasons
from ingest.dataset import datasets
from ingest.reasons_page import page
from ingest.refusals import REFUSALS
from warehouse.settings import PROJECT

PAGE = PROJECT / "docs" / "reasons.md"
RAISED = {"FileRefused", "refused", "Unknown"}


def written_codes(path: Path) -> set[str]:
    """Codes of refusals as they stand in a module."""
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    named = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in RAISED)
    texts = (arg.value for call in named for arg in call.args[:2] if isinstance(arg, ast.Constant))
    return {text for text in texts if re.fullmatch(r"[a-z_]+", str(text))}


def test_the_page_is_what_the_lists_say():
    """Renew it: python -m ingest.reasons_page > docs/reasons.md"""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_code_of_the_program_is_on_the_list():
    written = {code for path in (PROJECT / "ingest").rglob("*.py") for code in written_codes(path)}
    assert written and written <= REFUSALS.keys()
    stated = re.findall(
        r'reason_code="([a-z_]+)"', "".join(path.read_text() for path in (PROJECT / "ingest").glob("*.py"))
    )
    assert set(stated) <= REFUSALS.keys()


def test_every_code_of_rows_is_on_the_page():
    said = page()
    warned = re.findall(
        r"then '([a-z_]+)' end", (PROJECT / "ingest" / "faults.py").read_text(encoding="utf-8")
    )
    assert warned and set(warned) <= reasons.warning_codes()
    assert all(f"`{code}`" in said for code in (*reasons.OWN, *reasons.WARNINGS, *REFUSALS))
    for dataset in datasets().values():
        for name, field in dataset.fields.items():
            assert not field.required or f"`{name}_missing`" in said


@pytest.mark.parametrize(
    "text",
    [
        text
        for reason in (*reasons.OWN.values(), *reasons.FAULTS.values())
        for text in (reason.sentence, reason.remedy)
    ],
)
def test_reasons_are_sentences(text):
    assert text.endswith(".") and text[0] in "{ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_the_page_of_quirks_names_tests_that_are_there():
    named = set(re.findall(r"`(test_\w+)`", (PROJECT / "docs" / "quirks.md").read_text(encoding="utf-8")))
    modules = "\n".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "tests" / "ingest").glob("test_*.py")
    )
    there = set(re.findall(r"^def (test_\w+)", modules, re.MULTILINE))
    assert len(named) > 50 and named - there == set()
