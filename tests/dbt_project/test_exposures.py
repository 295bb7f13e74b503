"""Exposures: every page of both apps has one, and it names the marts that the page asks for, no more and no fewer."""

import re

import pytest
import yaml

from dashboard import navigation
from tests.dashboard import reads
from tests.dbt_parts import DBT_PROJECT

PUBLIC = ("home", "agencies", "services", "method", "open_data")
NAMES = [
    *dict.fromkeys(page.exposure for page in navigation.PAGES),
    *(f"transparency_{page}" for page in PUBLIC),
]


def exposures() -> dict[str, set[str]]:
    """Marts by exposure, as the project's YAML has them."""
    found = {}
    for path in DBT_PROJECT.rglob("models/**/*exposures.yml"):
        for exposure in yaml.safe_load(path.read_text(encoding="utf-8"))["exposures"]:
            found[exposure["name"]] = {
                ref.removeprefix("ref('").removesuffix("')") for ref in exposure["depends_on"]
            }
    return found


def asked(name: str) -> set[str]:
    """Marts that the pages of an exposure ask for."""
    if name.startswith("transparency_"):
        return reads.marts(f"dashboard.public_pages.{name.removeprefix('transparency_')}", "page")
    scripts = [page.script for page in navigation.PAGES if page.exposure == name]
    modules = ["dashboard." + script.removesuffix(".py").replace("/", ".") for script in scripts]
    return set().union(*map(reads.marts, modules))


def test_every_page_has_an_exposure_and_every_exposure_a_page() -> None:
    catalogue = (DBT_PROJECT.parent / "dashboard" / "transparency.py").read_text(encoding="utf-8")
    assert re.findall(r"\((\w+)\.page, ", catalogue) == list(PUBLIC)
    assert all(page.exposure for page in navigation.PAGES)
    assert set(exposures()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_exposure_names_what_its_pages_ask_for(name: str) -> None:
    assert exposures()[name] == asked(name)
    assert asked(name), "a page that asks for no mart shows no figure"
