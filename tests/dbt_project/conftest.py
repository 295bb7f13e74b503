"""The dbt project built by dbt itself over an empty warehouse: its manifest, its catalog, how the build went."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from tests.dbt_parts import DBT_PROJECT, environment

WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
"""They need no warehouse, and the province's build runs them."""


@dataclass(frozen=True)
class Built:
    """What dbt wrote down: nodes by id, columns by node id, and the result of each node."""

    nodes: dict
    columns: dict[str, set[str]]
    results: dict[str, str]
    sources: dict
    exposures: dict

    def models(self, *layers: str) -> list[dict]:
        """Models of the given folders, or all."""
        models = [node for node in self.nodes.values() if node["resource_type"] == "model"]
        return [model for model in models if not layers or model["fqn"][1] in layers]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build and one catalog per test run; several workers share them."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "dbt_project"
    with FileLock(shared / "dbt_project.lock"):
        if not folder.exists():
            folder.mkdir()
            env = environment(folder)
            dbt = str(Path(sys.executable).parent / "dbt")
            for verb in (("build", *WITHOUT_UNIT_TESTS), ("docs", "generate", "--no-compile")):
                command = [dbt, "--quiet", *verb, "--profiles-dir", "."]
                subprocess.run(command, cwd=DBT_PROJECT, env=env, check=False, capture_output=True)
                if verb[0] == "build":
                    (folder / "target" / "run_results.json").rename(folder / "results.json")
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    catalog = json.loads((folder / "target" / "catalog.json").read_text())
    results = json.loads((folder / "results.json").read_text())
    return Built(
        manifest["nodes"],
        {name: {column.lower() for column in node["columns"]} for name, node in catalog["nodes"].items()},
        {result["unique_id"]: result["status"] for result in results["results"]},
        manifest["sources"],
        manifest["exposures"],
    )
