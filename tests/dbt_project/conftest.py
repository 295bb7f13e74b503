"""The dbt project as dbt reads it, beside the tables it made of the province."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.conftest import Province
from tests.dbt_parts import DBT_PROJECT, environment
from warehouse.release import current


@dataclass(frozen=True)
class Built:
    """Nodes, sources and exposures as dbt parses them; columns of the release by node id."""

    nodes: dict
    columns: dict[str, set[str]]
    sources: dict
    exposures: dict

    def models(self, *layers: str) -> list[dict]:
        """Models of the given folders, or all."""
        models = [node for node in self.nodes.values() if node["resource_type"] == "model"]
        return [model for model in models if not layers or model["fqn"][1] in layers]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, province: Province) -> Built:
    """The manifest as dbt parses it, and the columns that the province's release has."""
    folder = tmp_path_factory.mktemp("dbt_project")
    dbt = str(Path(sys.executable).parent / "dbt")
    command = [dbt, "--quiet", "parse", "--profiles-dir", "."]
    subprocess.run(command, cwd=DBT_PROJECT, env=environment(folder), check=True, capture_output=True)
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    release = current(province.settings)
    columns: dict[str, set[str]] = {}
    for path, database in ((release.internal, "internal"), (release.public, "public_file")):
        with duckdb.connect(path, read_only=True) as con:
            for schema, table, column in con.execute(
                "select schema_name, table_name, column_name from duckdb_columns() where not internal"
            ).fetchall():
                columns.setdefault(f"{database}.{schema}.{table}", set()).add(column.lower())
    nodes = manifest["nodes"]
    return Built(
        nodes,
        {
            key: columns.get(f"{node['database']}.{node['schema']}.{node['alias']}", set())
            for key, node in nodes.items()
        },
        manifest["sources"],
        manifest["exposures"],
    )
