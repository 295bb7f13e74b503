"""Structure: the rules of dbt-project-evaluator, held over the manifest of this project; exceptions are in docs/rules.md.

The package itself is run by hand now and then (docs/rules.md says how). These tests need no package and no network.
"""

import re

from tests.dbt_parts import DBT_PROJECT
from tests.dbt_project.conftest import Built

KEYS = ("primary_key", "unique", "unique_together", "single_row")
NO_FRESHNESS = {
    "quarantine",
    "awards",
    "discipline",
    "potentials",
    "state_rules",
    "state_persons",
    "state_aliases",
}
"""The quarantine follows the files of the others; events and decisions come when they come."""
EPHEMERAL = {"int_achievement"}
"""No table of its own; int_achievement_measured, one row per row of it, has the key test."""
QUALIFIED = re.compile(r"\b(?:from|join)\s+[a-z_0-9\"]+\.[a-z_0-9\"]+", re.I)
"""A table written with its schema instead of ref or source."""
MOST_PARENTS = 12
MOST_LEAVES = 12


def parents(built: Built, model: dict, *kinds: str) -> list[str]:
    return [name for name in model["depends_on"]["nodes"] if name.split(".")[0] in kinds]


def layer(built: Built, name: str) -> str:
    return built.nodes[name]["fqn"][1] if name.startswith("model.") else name.split(".")[0]


def test_staging_reads_one_source_and_nothing_else(built: Built) -> None:
    for model in built.models("staging"):
        assert len(parents(built, model, "source")) == 1, model["name"]
        assert parents(built, model, "model") == [], model["name"]


def test_sources_are_read_by_staging_alone_and_each_once(built: Built) -> None:
    readers: dict[str, list[str]] = {}
    for model in built.models():
        for source in parents(built, model, "source"):
            assert model["fqn"][1] == "staging", model["name"]
            readers.setdefault(source, []).append(model["name"])
    assert {name: found for name, found in readers.items() if len(found) != 1} == {}
    assert set(readers) == set(built.sources), "a source that nobody reads"


def test_no_model_stands_on_nothing(built: Built) -> None:
    for model in built.models():
        assert model["depends_on"]["nodes"], model["name"]


def test_no_table_is_named_but_by_ref_or_source(built: Built) -> None:
    for model in built.models():
        text = re.sub(
            r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|--[^\n]*|extract\([^)]*\)", " x ", model["raw_code"], flags=re.S
        )
        assert not QUALIFIED.search(text), (model["name"], QUALIFIED.findall(text))


def test_models_are_tables(built: Built) -> None:
    found = {model["name"]: model["config"]["materialized"] for model in built.models()}
    assert {name for name, kind in found.items() if kind != "table"} == EPHEMERAL


def test_every_model_has_a_tested_key(built: Built) -> None:
    keyed = {
        test["attached_node"]
        for test in built.nodes.values()
        if test["resource_type"] == "test" and test.get("test_metadata", {}).get("name") in KEYS
    }
    for model in built.models():
        assert model["unique_id"] in keyed or model["name"] in EPHEMERAL, model["name"]


def test_exposures_stand_on_published_marts(built: Built) -> None:
    for exposure in built.exposures.values():
        for name in exposure["depends_on"]["nodes"]:
            assert layer(built, name) in ("marts", "public"), (exposure["name"], name)
            assert built.nodes[name]["access"] == "public", (exposure["name"], name)


def test_what_is_public_to_dbt_has_a_contract(built: Built) -> None:
    for model in built.models():
        public = model["access"] == "public"
        assert public == (model["fqn"][1] in ("marts", "public")), model["name"]
        assert not public or model["config"]["contract"]["enforced"], model["name"]


def test_joins_and_leaves_stay_few(built: Built) -> None:
    children: dict[str, list[str]] = {}
    for model in built.models():
        assert len(parents(built, model, "model", "source", "seed")) <= MOST_PARENTS, model["name"]
        for name in parents(built, model, "model"):
            children.setdefault(name, []).append(model["unique_id"])
    for name, found in children.items():
        leaves = [child for child in found if child not in children]
        assert len(leaves) <= MOST_LEAVES, (name, leaves)


def test_sources_have_descriptions_and_freshness(built: Built) -> None:
    for source in built.sources.values():
        assert source["description"] and source["source_description"], source["name"]
        fresh = bool((source["freshness"] or {}).get("warn_after", {}).get("count"))
        assert fresh == (source["name"] not in NO_FRESHNESS), source["name"]


def test_files_lie_in_the_folder_of_their_layer(built: Built) -> None:
    for model in built.models():
        path = model["original_file_path"]
        assert path == f"models/{model['fqn'][1]}/{model['name']}.sql", path
        assert model["patch_path"].endswith(path.replace(".sql", ".yml")), path


def test_only_dialect_macros_know_an_engine() -> None:
    """What DuckDB alone has is written in macros/dialect; models and other macros call it by a name of ours."""
    engine = re.compile(
        r"\b(list_\w+|struct_\w+|strftime|strptime|unnest|generate_series|epoch\w*|isodow|list|regexp_\w+|levenshtein"
        r"|json_\w+|read_\w+|arg_max|arg_min|string_agg|date_part|try_cast|monthname|dayname|md5|hash|qualify|pivot"
        r"|explode|sequence|datediff|date_diff|make_date)\s*\(|\bqualify\b|\bexclude\b|\bfilter\s*\(|\bgroup by all\b"
        r"|\bilike\b|\basof\b|::|\binterval\b",
        re.I,
    )
    ours = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|--[^\n]*|'[^'\n]*'", re.S)
    for folder in ("models", "macros", "tests"):
        for path in (DBT_PROJECT / folder).rglob("*.sql"):
            if "dialect" in path.parts:
                continue
            text = ours.sub(" ", path.read_text(encoding="utf-8"))
            assert not engine.search(text), (path.name, engine.search(text))
