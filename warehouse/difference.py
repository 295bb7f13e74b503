"""Difference: what changed between two kept releases, table by table."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from warehouse.release import Release


@dataclass(frozen=True)
class Changed:
    """One table that is not the same: rows in the older and the newer release, null where it is not there."""

    table: str
    how: Literal["new", "gone", "changed"]
    rows_before: int | None
    rows_after: int | None


@dataclass(frozen=True)
class Difference:
    """From one release to another; `inputs` are those that changed (ledger, state, project, as_of, packages)."""

    before: Release
    after: Release
    inputs: list[str]
    tables: list[Changed]
    equal: int

    def as_json(self) -> dict[str, Any]:
        return {
            "before": self.before.release_id,
            "after": self.after.release_id,
            "inputs": self.inputs,
            "tables": [asdict(table) for table in self.tables],
            "equal": self.equal,
        }


def between(before: Release, after: Release) -> Difference:
    """What their manifests say of each other; opens no database."""
    old, new = before.facts["fingerprints"], after.facts["fingerprints"]
    rows, now = before.facts["counts"], after.facts["counts"]
    tables = [
        Changed(
            name,
            "new" if name not in old else "gone" if name not in new else "changed",
            rows.get(name),
            now.get(name),
        )
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
    given, taken = before.facts["inputs"], after.facts["inputs"]
    inputs = [name for name in given if name not in ("hash", "batches") and given[name] != taken.get(name)]
    return Difference(
        before, after, inputs, tables, len(old.keys() & new.keys()) - sum(t.how == "changed" for t in tables)
    )
