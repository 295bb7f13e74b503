"""The page of rules says what the project has, and every vector has a test that exists."""

import importlib

from tests.conftest import PROJECT
from tests.dbt_project import rules_page


def test_the_page_is_current() -> None:
    written = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page.page(), "python -m tests.dbt_project.rules_page > docs/rules.md"


def test_every_vector_has_a_test_that_exists() -> None:
    known = rules_page.unit_tests()
    for vector in rules_page.vectors():
        for name in rules_page.names(vector):
            if "::" in name:
                path, function = name.split("::")
                module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
                assert callable(getattr(module, function)), name
            else:
                assert name in known, name


def test_every_vector_is_built() -> None:
    assert [vector for vector in rules_page.vectors() if not rules_page.names(vector)] == []
