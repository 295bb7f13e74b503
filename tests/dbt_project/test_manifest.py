"""Promises of the dbt project, read from what dbt itself wrote: grain, descriptions, contracts, layers, tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dbt_parts import DBT_PROJECT, environment
from tests.dbt_project.conftest import Built

PREFIXES = {"staging": ("stg_",), "intermediate": ("int_",), "marts": ("dim_", "fct_"), "public": ("pub_",)}
UPSTREAM = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts": {"intermediate", "marts", "staging", "seed"},
    "public": {"marts", "public", "seed"},
}


@pytest.mark.full
def test_build_over_an_empty_warehouse_passes(tmp_path: Path) -> None:
    dbt = str(Path(sys.executable).parent / "dbt")
    command = [dbt, "--quiet", "build", "--profiles-dir", "."]
    done = subprocess.run(command, cwd=DBT_PROJECT, env=environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]


def test_folder_gives_the_prefix(built: Built) -> None:
    for model in built.models():
        assert model["name"].startswith(PREFIXES[model["fqn"][1]]), model["name"]


def test_description_begins_with_the_grain(built: Built) -> None:
    for model in built.models():
        assert model["description"].startswith("One row"), model["name"]


def test_every_column_is_described(built: Built) -> None:
    for model in built.models():
        described = {name for name, column in model["columns"].items() if column["description"].strip(" ?")}
        if model["config"]["materialized"] == "ephemeral":
            assert described, model["name"]  # no table whose columns could be compared
        else:
            assert built.columns[model["unique_id"]] == described, model["name"]


def test_marts_and_public_models_have_enforced_contracts(built: Built) -> None:
    for model in built.models("marts", "public"):
        assert model["config"]["contract"]["enforced"], model["name"]


def test_layers_read_downwards(built: Built) -> None:
    for model in built.models():
        for parent in model["depends_on"]["nodes"]:
            kind = parent.split(".")[0]
            layer = built.nodes[parent]["fqn"][1] if kind == "model" else kind
            assert layer in UPSTREAM[model["fqn"][1]], (model["name"], parent)


def test_every_mart_has_a_tested_key(built: Built) -> None:
    keyed = {
        test["attached_node"]
        for test in built.nodes.values()
        if test["resource_type"] == "test"
        and test.get("test_metadata", {}).get("name") in ("primary_key", "unique", "unique_together")
    }
    single = {"dim_build", "pub_build", "fct_quarantine"}  # one row; a row may be refused for several reasons
    for model in built.models("marts", "public"):
        assert model["unique_id"] in keyed or model["name"] in single, model["name"]


def test_rules_have_a_legal_source(built: Built) -> None:
    for seed in (node for node in built.nodes.values() if node["resource_type"] == "seed"):
        if "valid_from" in seed["columns"]:
            assert "legal_source" in seed["columns"], seed["name"]


def test_no_model_asks_the_clock_or_casts_by_colons(built: Built) -> None:
    for model in built.models():
        code = model["raw_code"].lower()
        for word in ("current_date", "now()", "current_timestamp", "today()", "::"):
            assert word not in code, (model["name"], word)
