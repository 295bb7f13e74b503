"""Job: one build as it is ordered, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.lineage import Lineage
from warehouse.settings import PROJECT

DBT_PROJECT = PROJECT / "dbt_project"


@dataclass(frozen=True)
class Job:
    """One build: where it reads, where it writes, for which day it speaks."""

    warehouse: str
    internal: str
    public: str
    scratch: str
    """Folder for dbt's parsed project, its compiled statements and its logs, kept between builds."""
    as_of: str
    """The day to speak for, where somebody asked for one; empty: the day of the newest file, as the models have it."""
    project_hash: str
    project: str = str(DBT_PROJECT)
    unit_tests: bool = True
    base: str | None = None
    """Folder of the last release: what has not changed since is taken over from there."""
    afresh: bool = False
    """Run every statement, though there is a base."""

    def unlink(self) -> None:
        """Remove what lies where the build writes."""
        for path in (self.internal, self.public):
            Path(path).unlink(missing_ok=True)
            Path(f"{path}.wal").unlink(missing_ok=True)


@dataclass
class Outcome:
    """What became of a job. `broken`: dbt itself did not come through, so its process is not to be trusted further;
    `lost`: that process ended before it had an answer."""

    success: bool
    broken: bool = False
    lost: bool = False
    failures: list[str] = field(default_factory=list)
    """Names and messages of nodes that failed; the engine's words, for the engineer."""
    warnings: list[str] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)
    """Count per `kind.status`, such as `test.pass`; `kept` are tables and verdicts of the last release."""
    tests: dict[str, str] = field(default_factory=dict)
    """Per test of this build or taken over: `pass`, or `warn: N`, `fail: N` with the rows that offend."""
    relations: list[str] = field(default_factory=list)
    """`database.schema.table` of every model and seed of the build."""
    kept: list[str] = field(default_factory=list)
    """Those of them that were taken over from the last release."""
    renewed: dict[str, str] = field(default_factory=dict)
    """Those of which some slices were made anew, with the print that the whole must have."""
    lineage: Lineage = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    """The ten nodes that took longest."""
    peak_mb: int = 0


Progress = Callable[[str, int, int], None]
"""Called with what is being built, its number, and how many there are."""


def silent(what: str, number: int, of: int) -> None:
    """No progress wanted."""
