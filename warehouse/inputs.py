"""Inputs: all that a release is made of, as hashes; equal inputs make no new release."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from warehouse.compiled import PACKAGES

NOT_PROJECT = {"target", "logs", "dbt_packages"}


@dataclass(frozen=True)
class Inputs:
    """What one build reads: ledger, portal state, dbt project, the day it speaks for, the engine's versions."""

    ledger: str
    batches: int
    state: str
    project: str
    as_of: str | None
    packages: dict[str, str]

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {"hash": self.hash, **asdict(self)}


def read_inputs(con: duckdb.DuckDBPyConnection, *, state: str, project: Path, as_of: str | None) -> Inputs:
    """The inputs of a build that starts now.

    `state` is the hash the portal state's export returned. `as_of` is the day somebody asked for; without one the models
    take the day of the newest file, which the ledger has, so that the clock is no input.
    """
    ledger = con.execute(
        "select batch_id, status, rows_loaded, rows_quarantined, file_name, sender, received_at from raw.batches order by all"
    ).fetchall()
    return Inputs(
        ledger=hashlib.sha256(repr(ledger).encode()).hexdigest(),
        batches=len(ledger),
        state=state,
        project=project_hash(project),
        as_of=as_of,
        packages={name: version(name) for name in PACKAGES},
    )


def read_deliveries(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Per dataset what the ledger has loaded: `tables`, `files`, `rows`, and `hash` over the files' content hashes."""
    found = con.execute(
        """
        select dataset, count(*), count(distinct file_sha256), sum(rows_loaded)::bigint,
            left(sha256(string_agg(distinct file_sha256, ' ' order by file_sha256)), 16)
        from raw.batches where status = 'loaded' group by dataset order by dataset
        """
    ).fetchall()
    return {
        dataset: {"tables": tables, "files": files, "rows": rows, "hash": hash_}
        for dataset, tables, files, rows, hash_ in found
    }


def project_hash(project: Path) -> str:
    """Hash of the dbt project's files, their names included."""
    total = hashlib.sha256()
    for path in sorted(project.rglob("*")):
        inside = path.relative_to(project)
        if path.is_file() and inside.parts[0] not in NOT_PROJECT and not path.name.startswith("."):
            total.update(f"{inside}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()
