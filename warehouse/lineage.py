"""Lineage: what dbt knows about each model, kept beside a release so that a figure can be explained later."""

import re
from typing import Any, TypedDict

RULE = re.compile(r"(?:rule_value\(\s*|\brule\s*=\s*)['\"](\w+)['\"]")


class ModelNote(TypedDict):
    """One model or seed: where its SQL is, what it says, what it stands on, how its tests ended."""

    kind: str
    layer: str
    path: str
    description: str
    columns: dict[str, dict[str, Any]]
    """Per column: `description` and `meta` (unit, owner, label_id …)."""
    stands_on: list[str]
    """Models, seeds and sources (`raw.appraisals`) it reads directly."""
    rules: list[str]
    """Rules that its own SQL and the project's macros in it read."""
    tests: dict[str, str]


Lineage = dict[str, ModelNote]


def lineage_of(manifest: Any, statuses: dict[str, str]) -> Lineage:
    """Notes per model name from dbt's parsed manifest; `statuses` says how each node of this build ended."""
    named = {
        unique_id: f"{node.schema}.{node.name}" if unique_id.startswith("source.") else node.name
        for unique_id, node in [*manifest.nodes.items(), *manifest.sources.items()]
    }
    notes: Lineage = {}
    for node in manifest.nodes.values():
        if str(node.resource_type) not in ("model", "seed"):
            continue
        notes[node.name] = ModelNote(
            kind=str(node.resource_type),
            layer=node.fqn[1] if len(node.fqn) > 2 else "seeds",
            path=node.original_file_path,
            description=node.description,
            columns={
                column.name: {"description": column.description, "meta": dict(column.meta)}
                for column in node.columns.values()
            },
            stands_on=sorted(named[parent] for parent in _parents(node) if parent in named),
            rules=sorted(set(RULE.findall(_code(manifest, node)))),
            tests={},
        )
    for unique_id, status in statuses.items():
        test = manifest.nodes.get(unique_id) or manifest.unit_tests.get(unique_id)
        if test is None or str(test.resource_type) not in ("test", "unit_test"):
            continue
        for parent in _parents(test):
            if named.get(parent) in notes:
                notes[named[parent]]["tests"][test.name] = status
    return notes


def with_tests(lineage: Lineage, statuses: dict[str, str]) -> Lineage:
    """The same notes with the tests' latest status, by name of the test; what `statuses` does not name stays."""
    return {
        name: {**note, "tests": {test: statuses.get(test, status) for test, status in note["tests"].items()}}
        for name, note in lineage.items()
    }


def upstream(lineage: Lineage, model: str) -> list[str]:
    """Everything a model stands on, nearest first, each once; sources included."""
    found: list[str] = []
    front = [model]
    while front:
        parents = [parent for name in front if name in lineage for parent in lineage[name]["stands_on"]]
        front = [name for name in dict.fromkeys(parents) if name not in found]
        found += front
    return found


def _code(manifest: Any, node: Any) -> str:
    """A model's SQL with the text of the macros it calls, but dbt's own."""
    called = (
        (manifest.macros.get(name) for name in node.depends_on.macros)
        if node.resource_type == "model"
        else ()
    )
    own = (macro.macro_sql for macro in called if macro and macro.package_name == node.package_name)
    return "\n".join([node.raw_code or "", *own])


def _parents(node: Any) -> list[str]:
    return list(getattr(node.depends_on, "nodes", []))
