"""Page of rules: docs/rules.md made from the dbt project's own files: `python -m tests.dbt_project.rules_page > docs/rules.md`.

A rule is what a unit test holds: its description says it, its model does it. Its legal source is that of the seeds and rule
values the model reads, or `config: {meta: {legal_source: …}}` of the unit test where the model reads none.
"""

import csv
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.dbt_parts import DBT_PROJECT
from warehouse.lineage import RULE

HERE = Path(__file__).parent
REF = re.compile(r"ref\('(\w+)'\)")
CALL = re.compile(r"\{\{[^}]*?\b(\w+)\(")
LAYERS = ("staging", "intermediate", "marts", "public")
OWN = "Siger (docs/decisions.md)"
UNBUILT = "not built yet"

HEAD = """# Rules

Rule → model → test → legal source. Made from the dbt project by `python -m tests.dbt_project.rules_page > docs/rules.md`; a test fails
while this page says something else. `make rule-mutations` breaks each rule once and shows that a test notices.
"""
FOOT = """## Running parts of the project

`dbt build --selector NAME` with `ratings`, `satisfaction`, `complaints`, `public`, or `rules` (seeds and unit tests; needs no rows).
`dbt source freshness` says from the ledger when each dataset came last. The environment is in `dbt_project/profiles.yml`.

## dbt-project-evaluator

`tests/dbt_project/test_structure.py` holds its rules over the manifest. Its exceptions, with their reasons:

| Rule of the package | Exception | Reason |
|---|---|---|
| `fct_source_directories`, `fct_model_directories` | staging has no folder per source | there is one source, `raw` |
| `fct_sources_without_freshness` | `quarantine`, `awards`, `discipline`, `potentials`, `state_rules`, `state_persons`, `state_aliases` | the quarantine follows the other files; events and decisions come when they come |
| `fct_missing_primary_key_tests` | `int_achievement` | ephemeral; `int_achievement_measured`, one row per row of it, has the test |
| `fct_rejoining_of_upstream_concepts` | intermediate models read once | each has a branch that deserves a unit test of its own |
| `fct_model_fanout`, threshold 12 | `int_build`, `dim_build`, `dim_rule` and their like | the day of the build and the rules in force are read by every public table |
| `fct_too_many_joins`, threshold 12 | models that place a row, and unions of all datasets | row, file, unit and roster each may name the agency; a union has a branch per dataset |

Thresholds, prefixes and key tests stand in `dbt_project.yml` under `vars: dbt_project_evaluator`, so that the package can be run
beside the project from a local copy (`packages.yml` with two `local:` entries, in a copy of `dbt_project`).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_rules(), *_values(), *_vectors(), FOOT])


def _rules() -> Iterator[str]:
    for layer in LAYERS:
        tests = [
            test
            for path in sorted((DBT_PROJECT / "models" / layer).glob("*.yml"))
            for test in _unit_tests(path)
        ]
        if not tests:
            continue
        yield f"## {layer.capitalize()}\n"
        yield "| Rule | Model | Unit test | Legal source |\n|---|---|---|---|"
        for test in tests:
            said = " ".join((test.get("description") or test["name"].replace("_", " ") + ".").split())
            yield f"| {_cell(said)} | `{test['model']}` | `{test['name']}` | {_cell(_legal(test))} |"
        yield ""


def _values() -> Iterator[str]:
    yield "## Values\n"
    yield "Seeds that hold a rule's values from a day on, read by the models named; the portal's decisions lie over `rule_value` (`int_rule`).\n"
    yield "| Seed | Holds | Read by | Legal source |\n|---|---|---|---|"
    files = sorted((DBT_PROJECT / "seeds").glob("*.yml"))
    for seed in (
        seed for file in files for seed in yaml.safe_load(file.read_text(encoding="utf-8"))["seeds"]
    ):
        sources = _sources_of_seed(seed["name"])
        if sources:
            readers = ", ".join(
                f"`{name}`" for name, reads in sorted(_reads().items()) if seed["name"] in reads
            )
            yield f"| `{seed['name']}` | {_cell(seed['description'])} | {readers} | {_cell('; '.join(sources))} |"
    yield ""


def _vectors() -> Iterator[str]:
    yield "## Vectors\n"
    yield "| Topic | Input | Expected | Test |\n|---|---|---|---|"
    for vector in vectors():
        tests = ", ".join(f"`{name}`" for name in names(vector)) or UNBUILT
        yield f"| {vector['topic']} | {_cell(vector['input'])} | {_cell(vector['expected'])} | {tests} |"
    yield ""


def vectors() -> list[dict[str, str]]:
    """The list beside this file."""
    return yaml.safe_load((HERE / "vectors.yml").read_text(encoding="utf-8"))


def names(vector: dict[str, str]) -> list[str]:
    """The tests of a vector."""
    return [name.strip() for name in vector["test"].split(",") if name.strip()]


def unit_tests() -> dict[str, str]:
    """Model by name of each unit test."""
    paths = (path for layer in LAYERS for path in (DBT_PROJECT / "models" / layer).glob("*.yml"))
    return {test["name"]: test["model"] for path in paths for test in _unit_tests(path)}


def _unit_tests(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests") or []


def _legal(test: dict[str, Any]) -> str:
    stated = test.get("config", {}).get("meta", {}).get("legal_source")
    if stated:
        return str(stated)
    found: list[str] = []
    for name in sorted(_reads()[test["model"]]):
        found += _sources_of_seed(name) if (DBT_PROJECT / "seeds" / f"{name}.csv").exists() else []
    rules = set(RULE.findall(_text(test["model"])))
    found += [row["legal_source"] for row in _rows("rule_value") if row["rule"] in rules]
    return "; ".join(dict.fromkeys(found)) or OWN


def _sources_of_seed(name: str) -> list[str]:
    if name == "rule_value":
        return []
    return list(dict.fromkeys(row["legal_source"] for row in _rows(name) if row.get("legal_source")))


@cache
def _rows(seed: str) -> list[dict[str, str]]:
    with (DBT_PROJECT / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _reads() -> dict[str, set[str]]:
    """Models and seeds by the model that reads them directly."""
    return {
        path.stem: set(REF.findall(path.read_text(encoding="utf-8")))
        for path in DBT_PROJECT.glob("models/*/*.sql")
    }


@cache
def _text(model: str) -> str:
    """A model's SQL with the macros it calls."""
    (path,) = DBT_PROJECT.glob(f"models/*/{model}.sql")
    text = path.read_text(encoding="utf-8")
    macros = {name: body for file in DBT_PROJECT.glob("macros/*.sql") for name, body in _macros(file)}
    return text + "\n".join(macros[name] for name in set(CALL.findall(text)) if name in macros)


def _macros(path: Path) -> list[tuple[str, str]]:
    return re.findall(r"\{% macro (\w+)\((.*?)\{%-? endmacro", path.read_text(encoding="utf-8"), re.S)


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
