"""Measures: every figure a page shows says in its mart's YAML what it is, in which unit, and whose it is."""

import ast
from typing import Any

import yaml

from tests.dbt_parts import DBT_PROJECT
from tests.dbt_project.test_seeds import rows

DASHBOARD = DBT_PROJECT.parent / "dashboard"
FIGURES = ("number", "percent")
NUMERIC = ("double", "integer", "bigint")
NO_MEASURE = {"source_row"}
"""The place of a row."""
NO_FIGURES = ("dim_agency", "dim_unit", "dim_position")
"""Their counts stand in no table of a page."""
CARDS = {
    "fct_province_month": {
        "ikm",
        "coverage",
        "pattern_complies",
        "complaints_over_limit",
        "agencies_reported",
    },
    "fct_agency_month": {"ikm", "coverage", "pattern_excess_persons", "complaints_over_limit"},
    "fct_unit_month": {"ikm", "coverage", "achievement_mean"},
}


def columns(*layers: str) -> dict[tuple[str, str], dict[str, Any]]:
    """(mart, column) → its YAML."""
    files = (path for layer in layers for path in (DBT_PROJECT / "models" / layer).glob("*.yml"))
    models = (
        model
        for path in files
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])
    )
    return {(model["name"], column["name"]): column for model in models for column in model["columns"]}


def measures(*layers: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Those that say a measure."""
    found = {key: column.get("config", {}).get("meta", {}) for key, column in columns(*layers).items()}
    return {key: meta["measure"] for key, meta in found.items() if "measure" in meta}


def shown(folder: str, *names: str) -> set[str]:
    """Fields that pages write as numbers or shares."""
    found = set()
    for path in (DASHBOARD / folder).glob("*.py"):
        if names and path.stem not in names:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Column"),
                    args=[ast.Constant(value=str(name)), _, ast.Constant(value=kind), *_],
                ) if kind in FIGURES:
                    found.add(name)
    return found - NO_MEASURE


def test_every_figure_of_a_page_is_a_measure_wherever_it_is_a_column() -> None:
    for layer, names in (("marts", shown("staff_pages", "columns")), ("public", shown("public_pages"))):
        told = measures(layer)
        figures = {
            key
            for key, column in columns(layer).items()
            if key[1] in names and column["data_type"] in NUMERIC and key[0] not in NO_FIGURES
        }
        assert len(figures) > 15
        assert figures - set(told) == set(), layer


def test_every_card_is_a_measure() -> None:
    told = measures("marts")
    assert [(mart, name) for mart, names in CARDS.items() for name in names if (mart, name) not in told] == []
    text = (DASHBOARD / "staff_pages" / "cards.py").read_text(encoding="utf-8")
    assert all(f'meanings.get("{name}")' in text for name in set().union(*CARDS.values()))


def test_a_measure_says_all() -> None:
    units = {row["code"] for row in rows("label") if row["kind"] == "unit"}
    for key, said in measures("marts", "public").items():
        assert set(said) == {"label", "definition", "unit", "owner"}, key
        assert said["unit"] in units, key
        for part in ("label", "definition"):
            assert set(said[part]) == {"id", "en"} and all(said[part].values()), key
        assert said["definition"]["id"].endswith(".") and said["definition"]["en"].endswith("."), key
