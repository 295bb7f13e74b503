"""The builder: dbt for the first build of a version of the project, its compiled statements for those that follow.

dbt's own start (imports, reading the project) takes 5 to 7 seconds and a whole build by it half as long again as its
statements. The pipeline keeps one builder alive as a child process (`build.Builder`); a single command uses `Dbt` in place.

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
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from warehouse.compiled import Compiled
from warehouse.job import Job, Outcome, Progress, silent
from warehouse.lineage import lineage_of, with_tests
from warehouse.rerun import Ran, print_build, rerun


class Dbt:
    """Builds in this process; remembers the parsed project until its files change."""

    def __init__(self) -> None:
        self._manifest: Any = None
        self._parsed = ""

    def load(self, job: Job) -> None:
        """Import dbt and parse the project, unless that is done; raises RuntimeError with dbt's words."""
        from dbt.cli.main import dbtRunner

        if self._parsed == job.project_hash:
            return
        parsed = dbtRunner().invoke(["parse", *_arguments(job)])
        if not parsed.success:
            raise RuntimeError(str(parsed.exception))
        self._manifest, self._parsed = parsed.result, job.project_hash

    def warm(self, job: Job) -> None:
        """Load what the next build will need: nothing where the compiled statements are at hand."""
        if Compiled.load(job.scratch, job.project_hash) is None:
            with _environment(job):
                self.load(job)

    def build(self, job: Job, progress: Progress = silent) -> Outcome:
        """Seeds, models and tests into the job's files; both are closed afterwards.

        dbt makes them where there is no release of this version of the project to go on from, where a day is asked
        for, and where a statement fails: what rests on tables taken over is not believed to be wrong before dbt says so.
        """
        compiled = None if job.as_of else Compiled.load(job.scratch, job.project_hash)
        ran = rerun(compiled, job, progress) if compiled else None
        if compiled and ran and not ran.fault:
            outcome = _of_rerun(compiled, ran)
        else:
            job.unlink()
            outcome = self._by_dbt(job, progress)
            if ran and ran.fault:
                outcome.warnings.append(f"dibangun ulang seluruhnya, sebab {_one_line(ran.fault)}")
        outcome.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return outcome

    def _by_dbt(self, job: Job, progress: Progress) -> Outcome:
        started = time.perf_counter()
        with _environment(job):
            try:
                self.load(job)
                loaded = time.perf_counter()
                outcome, results = self._invoke(job, progress)
            except Exception as error:
                return Outcome(False, broken=True, failures=[_one_line(error)])
            finally:
                _close_files()
        outcome.tests = {result.node.name: _verdict(result) for result in results if _is_test(result)}
        statuses = {result.node.unique_id: str(result.status) for result in results}
        outcome.lineage = lineage_of(self._manifest, statuses)
        outcome.seconds |= {"load": loaded - started, "dbt": time.perf_counter() - loaded}
        if outcome.success and not job.as_of:
            compiled = Compiled.of_build(job.project_hash, self._manifest, results, outcome.lineage)
            compiled.save(job.scratch)
            print_build(compiled, job, _verdicts(results))
        return outcome

    def _invoke(self, job: Job, progress: Progress) -> tuple[Outcome, list[Any]]:
        """Run `dbt build`: the outcome, and dbt's results in the order in which the nodes ended."""
        from dbt.cli.main import dbtRunner

        def report(event: Any) -> None:
            if event.info.name == "LogStartLine":
                progress(event.data.description, event.data.index, event.data.total)

        skip = [] if job.unit_tests else ["--exclude-resource-type", "unit_test"]
        variables = ["--vars", json.dumps({"as_of": job.as_of})]
        done = dbtRunner(manifest=self._manifest, callbacks=[report]).invoke(
            ["build", *_arguments(job), *variables, *skip]
        )
        results = getattr(done.result, "results", None)
        if results is None:
            said = _one_line(done.exception or "dbt berhenti tanpa hasil")
            return Outcome(False, broken=True, failures=[said]), []
        outcome = Outcome(done.success)
        for result in results:
            node, kind = result.node, str(result.node.resource_type)
            outcome.seconds[kind] = outcome.seconds.get(kind, 0.0) + result.execution_time
            said = f"{result.status}: {_one_line(result.message)}"
            _note(outcome, kind, node.name, said if result.message else str(result.status))
            if kind in ("model", "seed") and str(result.status) == "success":
                outcome.relations.append(f"{node.database}.{node.schema}.{node.alias}")
        outcome.slowest = _slowest((result.node.name, result.execution_time) for result in results)
        return outcome, list(results)


def _of_rerun(compiled: Compiled, ran: Ran) -> Outcome:
    outcome = Outcome(True)
    names = {statement.unique_id: statement for statement in compiled.statements}
    for unique_id, status in ran.status.items():
        statement = names[unique_id]
        _note(outcome, statement.kind, statement.name, status)
        if statement.kind == "test":
            outcome.tests[statement.name] = status
        else:
            outcome.relations.append(statement.relation)
        if status == "kept":
            outcome.kept.append(statement.relation)
        elif status == "renewed":
            outcome.renewed[statement.relation] = ran.prints.prints[unique_id]
    outcome.nodes["test.kept"] = ran.kept_tests
    outcome.seconds = ran.watch.seconds
    outcome.slowest = _slowest((names[key].name, seconds) for key, seconds in ran.seconds.items())
    outcome.lineage = with_tests(
        compiled.lineage, {names[key].name: status.split(":")[0] for key, status in ran.status.items()}
    )
    return outcome


def _note(outcome: Outcome, kind: str, name: str, said: str) -> None:
    """Count how a node ended; `said` is its status, with dbt's or DuckDB's words after a colon where it went badly."""
    status = said.split(":")[0]
    outcome.nodes[f"{kind}.{status}"] = outcome.nodes.get(f"{kind}.{status}", 0) + 1
    if status in ("error", "fail", "runtime error"):
        outcome.success = False
        outcome.failures.append(f"{name}: {_one_line(said)}")
    elif status == "warn":
        outcome.warnings.append(f"{name}: {_one_line(said)}")


def _verdicts(results: Iterable[Any]) -> dict[str, str]:
    """How dbt's data tests ended, in the words of a rerun."""
    return {
        result.node.unique_id: _verdict(result)
        for result in results
        if str(result.node.resource_type) == "test"
    }


def _is_test(result: Any) -> bool:
    return str(result.node.resource_type) in ("test", "unit_test")


def _verdict(result: Any) -> str:
    """`pass`, or the status with the number of rows that offend."""
    status = str(result.status)
    return f"{status}: {result.failures}" if status in ("warn", "fail") else status


def _slowest(times: Iterable[tuple[str, float]]) -> dict[str, float]:
    ordered = sorted(times, key=lambda pair: -pair[1])[:10]
    return {name: round(seconds, 3) for name, seconds in ordered}


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
    """Serve jobs until standard input ends. `{"warm": job}` loads what the first one needs, `{"build": job}` builds."""
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
        if order == "warm":
            try:
                dbt.warm(job)
            except Exception as error:
                print(f"dbt: {error}", file=sys.stderr)
            continue
        outcome = dbt.build(job, lambda what, number, of: tell(what=what, number=number, of=of))
        tell(outcome=asdict(outcome))


if __name__ == "__main__":
    main()
