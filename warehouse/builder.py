"""The builder: dbt kept loaded, one build after another into files named by the caller.

dbt's own start (imports, reading the project) takes 5 to 7 seconds, its models a fraction of that. So the
pipeline keeps one builder alive as a child process (`build.Builder`); a single command uses `Dbt` in place.

    python -m warehouse.builder FD        jobs as JSON lines on standard input, answers on descriptor FD

The child ends when its standard input ends, so it never outlives the process that started it.
"""

import json
import os
import queue
import re
import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from warehouse import data_tests
from warehouse.data_tests import DataTest
from warehouse.lineage import Lineage, lineage_of
from warehouse.settings import PROJECT

DBT_PROJECT = PROJECT / "dbt_project"


@dataclass(frozen=True)
class Job:
    """One build: where it reads, where it writes, for which day it speaks."""

    warehouse: str
    internal: str
    public: str
    scratch: str
    """Folder for dbt's parsed project and logs, kept between builds."""
    as_of: str
    project_hash: str
    project: str = str(DBT_PROJECT)
    unit_tests: bool = True


@dataclass
class Outcome:
    """What dbt made of a job. `broken`: dbt itself did not come through, so its process is not to be trusted further."""

    success: bool
    broken: bool = False
    failures: list[str] = field(default_factory=list)
    """Names and messages of nodes that failed; dbt's words, for the engineer."""
    warnings: list[str] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)
    """Count per `kind.status`, such as `test.pass`."""
    relations: list[str] = field(default_factory=list)
    """`database.schema.table` of every model and seed built."""
    lineage: Lineage = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    """The ten nodes that took longest."""
    peak_mb: int = 0


Progress = Callable[[str, int, int], None]
"""Called with what is being built, its number, and how many there are."""


def silent(what: str, number: int, of: int) -> None:
    """No progress wanted."""


class Dbt:
    """dbt in this process; remembers the parsed project until its files change."""

    def __init__(self) -> None:
        self._manifest: Any = None
        self._parsed = ""
        self._tests: list[DataTest] = []
        """The project's data tests as dbt compiled and ran them in a good build of this version; then they run as a batch."""

    def load(self, job: Job) -> None:
        """Import dbt and parse the project, unless that is done; raises RuntimeError with dbt's words."""
        from dbt.cli.main import dbtRunner

        if self._parsed == job.project_hash:
            return
        parsed = dbtRunner().invoke(["parse", *_arguments(job)])
        if not parsed.success:
            raise RuntimeError(str(parsed.exception))
        self._manifest, self._parsed = parsed.result, job.project_hash
        self._tests = []

    def build(self, job: Job, progress: Progress = silent) -> Outcome:
        """Seeds, models and tests into the job's files; both are closed afterwards."""
        started = time.perf_counter()
        with _environment(job):
            try:
                self.load(job)
                loaded = time.perf_counter()
                outcome, statuses, compiled = self._invoke(job, progress)
            except Exception as error:
                return Outcome(False, broken=True, failures=[_one_line(error)])
            finally:
                _close_files()
        if self._tests and outcome.success:
            statuses |= self._test(job, outcome)
        elif outcome.success:
            self._tests = compiled
        outcome.lineage = lineage_of(self._manifest, statuses)
        outcome.seconds |= {"load": loaded - started, "dbt": time.perf_counter() - loaded}
        outcome.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return outcome

    def _test(self, job: Job, outcome: Outcome) -> dict[str, str]:
        """Run the data tests over the files just built and add what they found to the outcome; status by test id."""
        started = time.perf_counter()
        found = data_tests.run(self._tests, job.internal, job.public, job.warehouse)
        names = {test.unique_id: test.name for test in self._tests}
        for unique_id, status in found.items():
            word = status.split(":")[0]
            outcome.nodes[f"test.{word}"] = outcome.nodes.get(f"test.{word}", 0) + 1
            if word in ("fail", "error"):
                outcome.success = False
                outcome.failures.append(f"{names[unique_id]}: {_one_line(status)}")
            elif word == "warn":
                outcome.warnings.append(f"{names[unique_id]}: {_one_line(status)}")
        outcome.seconds["test"] = time.perf_counter() - started
        return {unique_id: status.split(":")[0] for unique_id, status in found.items()}

    def _invoke(self, job: Job, progress: Progress) -> tuple[Outcome, dict[str, str], list[DataTest]]:
        """Run `dbt build`: the outcome, the status of each node, and the data tests it compiled."""
        from dbt.cli.main import dbtRunner

        def report(event: Any) -> None:
            if event.info.name == "LogStartLine":
                progress(event.data.description, event.data.index, event.data.total)

        left_out = ["test", "unit_test"] if self._tests else [] if job.unit_tests else ["unit_test"]
        skip = [word for kind in left_out for word in ("--exclude-resource-type", kind)]
        variables = ["--vars", json.dumps({"as_of": job.as_of})]
        done = dbtRunner(manifest=self._manifest, callbacks=[report]).invoke(
            ["build", *_arguments(job), *variables, *skip]
        )
        results = getattr(done.result, "results", None)
        if results is None:
            broken = Outcome(
                False, broken=True, failures=[_one_line(done.exception or "dbt berhenti tanpa hasil")]
            )
            return broken, {}, []
        outcome = Outcome(done.success)
        statuses: dict[str, str] = {}
        for result in results:
            node, status = result.node, str(result.status)
            kind = str(node.resource_type)
            statuses[node.unique_id] = status
            outcome.nodes[f"{kind}.{status}"] = outcome.nodes.get(f"{kind}.{status}", 0) + 1
            outcome.seconds[kind] = outcome.seconds.get(kind, 0.0) + result.execution_time
            if status in ("error", "fail", "runtime error"):
                outcome.failures.append(f"{node.name}: {_one_line(result.message)}")
            elif status == "warn":
                outcome.warnings.append(f"{node.name}: {_one_line(result.message)}")
            elif kind in ("model", "seed") and status == "success":
                outcome.relations.append(f"{node.database}.{node.schema}.{node.alias}")
        by_time = sorted(results, key=lambda result: -result.execution_time)[:10]
        outcome.slowest = {result.node.name: round(result.execution_time, 3) for result in by_time}
        return outcome, statuses, [] if self._tests else data_tests.of_results(results)


class _environment:
    """The variables that dbt_project/profiles.yml reads, for the length of a build."""

    def __init__(self, job: Job) -> None:
        self._wanted = {
            "DUCKDB_WAREHOUSE": job.warehouse,
            "DUCKDB_INTERNAL": job.internal,
            "DUCKDB_PUBLIC": job.public,
        }

    def __enter__(self) -> None:
        self._before = {name: os.environ.get(name) for name in self._wanted}
        os.environ.update(self._wanted)

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _arguments(job: Job) -> list[str]:
    folders = ["--project-dir", job.project, "--profiles-dir", job.project]
    outputs = ["--target-path", f"{job.scratch}/target", "--log-path", f"{job.scratch}/logs"]
    silence = ["--log-level", "none", "--log-level-file", "info", "--no-send-anonymous-usage-stats"]
    return [*folders, *outputs, *silence, "--no-print", "--no-use-colors", "--no-write-json"]


def _close_files() -> None:
    """Let go of the database files: DuckDB checkpoints them when its last connection closes."""
    import gc

    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    open_one = DuckDBConnectionManager._ENV
    if open_one is not None:
        open_one.close()
    DuckDBConnectionManager.close_all_connections()
    reset_adapters()
    gc.collect()


def _one_line(message: object) -> str:
    return re.sub(r"\s+", " ", str(message)).strip()[:600]


def main() -> None:
    """Serve jobs until standard input ends. `{"load": job}` warms up, `{"build": job}` builds."""
    answers = os.fdopen(int(sys.argv[1]), "w", encoding="utf-8", buffering=1)
    jobs: queue.Queue[dict[str, Any] | None] = queue.Queue()

    def listen() -> None:
        for line in sys.stdin:
            jobs.put(json.loads(line))
        jobs.put(None)
        time.sleep(0.5)
        os._exit(1)  # in the middle of a build whose caller is gone

    threading.Thread(target=listen, daemon=True).start()

    def tell(**message: object) -> None:
        answers.write(json.dumps(message, default=str) + "\n")

    dbt = Dbt()
    while order_line := jobs.get():
        (order, fields), *_ = order_line.items()
        job = Job(**fields)
        if order == "load":
            with _environment(job):
                try:
                    dbt.load(job)
                except Exception as error:
                    print(f"dbt: {error}", file=sys.stderr)
            continue
        outcome = dbt.build(job, lambda what, number, of: tell(what=what, number=number, of=of))
        tell(outcome=asdict(outcome))


if __name__ == "__main__":
    main()
