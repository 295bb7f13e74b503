"""Compiled: the project as dbt compiled it, statement by statement, kept so that it can be run without dbt."""

import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from warehouse.lineage import Lineage
from warehouse.quoting import quoted

PLAIN = ("count(*)", "!= 0", "!= 0")
"""fail_calc, warn_if and error_if as dbt has them by default; the project sets no others (a test says so)."""
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb")
LEDGER = "ledger."
"""Before a dataset's name: a read of that dataset's lines of the ledger alone."""


@dataclass(frozen=True)
class Statement:
    """One seed, model or test: dbt's id and name, its SQL, and what it reads."""

    unique_id: str
    name: str
    kind: str
    relation: str
    """`database.schema.table` of a seed or model."""
    sql: str
    """Empty for a seed, which dbt loads from its CSV."""
    reads: list[str]
    """Ids of the seeds, models and sources it reads, and `ledger.<dataset>`."""
    severity: str
    slice_by: str = ""
    """The column by which a model falls into slices (`slices.py`)."""
    slice_of: list[str] = field(default_factory=list)
    """Ids of those reads of which a slice reads the same slice only."""

    @property
    def table(self) -> str:
        """The quoted name of its table."""
        return ".".join(map(quoted, self.relation.split(".")))


@dataclass(frozen=True)
class Compiled:
    """All statements of one version of the project, in an order in which they can run."""

    project_hash: str
    packages: dict[str, str]
    statements: list[Statement]
    sources: dict[str, str]
    """Table of schema raw by the id of its dbt source."""
    lineage: Lineage

    @property
    def tables(self) -> list[Statement]:
        """Seeds and models."""
        return [statement for statement in self.statements if statement.kind != "test"]

    @classmethod
    def of_build(cls, project_hash: str, manifest: Any, results: Any, lineage: Lineage) -> Self:
        """What a whole, good `dbt build` compiled; raises ValueError for a test with thresholds of its own."""
        nodes = [result.node for result in results]
        kinds = ("seed", "model", "test")
        return cls(
            project_hash,
            _packages(),
            [_statement(node, manifest) for node in nodes if str(node.resource_type) in kinds],
            {key: source.name for key, source in manifest.sources.items()},
            lineage,
        )

    @classmethod
    def load(cls, scratch: str, project_hash: str) -> Self | None:
        """What was kept in `scratch`, if it is of this version of the project, dbt and DuckDB."""
        try:
            kept = json.loads(_path(scratch).read_text(encoding="utf-8"))
            if (kept["project_hash"], kept["packages"]) != (project_hash, _packages()):
                return None
            statements = [Statement(**line) for line in kept["statements"]]
            return cls(project_hash, kept["packages"], statements, kept["sources"], kept["lineage"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, scratch: str) -> None:
        """Keep it in `scratch`, replacing what was there."""
        fresh = _path(scratch).with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(_path(scratch))


def _statement(node: Any, manifest: Any) -> Statement:
    kind = str(node.resource_type)
    if kind == "test" and (node.config.fail_calc, node.config.warn_if, node.config.error_if) != PLAIN:
        raise ValueError(f"{node.name} sets thresholds of its own")
    reads = _reads(node, manifest)
    slices = dict(node.config.meta or {}).get("slices", {}) if kind == "model" else {}
    return Statement(
        node.unique_id,
        node.name,
        kind,
        f"{node.database}.{node.schema}.{node.alias}",
        getattr(node, "compiled_code", None) or "",
        reads,
        str(node.config.severity).lower() if kind == "test" else "error",
        slices.get("by", ""),
        [key for key in reads if key.split(".")[-1] in slices.get("of", []) and not key.startswith(LEDGER)],
    )


def _reads(node: Any, manifest: Any) -> list[str]:
    """What a node reads, an ephemeral model's reads being its own.

    `meta: {ledger_of: [dataset]}` says that a model joins the ledger to that dataset's rows by their batch, so that lines
    of other datasets cannot change it.
    """
    reads: list[str] = []
    for key in getattr(node.depends_on, "nodes", []):
        parent = manifest.nodes.get(key)
        ephemeral = parent is not None and str(parent.config.materialized) == "ephemeral"
        reads += _reads(parent, manifest) if ephemeral else [key]
    datasets = dict(node.config.meta or {}).get("ledger_of", [])
    if datasets:
        reads = [key for key in reads if not key.endswith(".stg_batches")]
        reads += [LEDGER + name for name in datasets]
    return list(dict.fromkeys(reads))


def _packages() -> dict[str, str]:
    return {name: version(name) for name in PACKAGES}


def _path(scratch: str) -> Path:
    return Path(scratch) / "compiled.json"
