"""Refresh: ledger and portal state → candidate → audit → release, timed step by step.

Runs under the warehouse's lock from first to last, in whichever process calls it. A build or audit that fails leaves
the pointer where it is (`failure.py`).
"""

import json
import platform
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from warehouse import VERSION, failure, release, retention, spare, writer
from warehouse.audit import Auditor, Report
from warehouse.builder import Dbt
from warehouse.compiled import Compiled
from warehouse.errors import BuildFailed, BuildInterrupted, DiskFull, WarehouseEmptied
from warehouse.fingerprint import called, of_file
from warehouse.inputs import Inputs, project_hash, read_deliveries, read_inputs
from warehouse.job import DBT_PROJECT, Job, Outcome, Progress, silent
from warehouse.release import Release
from warehouse.settings import Settings
from warehouse.stopwatch import Stopwatch


class CanBuild(Protocol):
    """`Dbt` in this process or `Builder` in a child."""

    def build(self, job: Job, progress: Progress = ...) -> Outcome: ...


def refresh(
    settings: Settings,
    *,
    progress: Progress = silent,
    builder: CanBuild | None = None,
    as_of: date | None = None,
    afresh: bool = False,
    wait: float = writer.WAIT_SECONDS,
    again: bool = True,
    project: Path = DBT_PROJECT,
) -> Release | None:
    """Build and publish what changed; None when nothing did.

    `builder` defaults to one in this process. `as_of` is the day to speak for, by default that of the newest file.
    `afresh` makes a release of unchanged inputs too and takes nothing over from the last one.
    `again=False` does not repeat a build whose very inputs failed before.
    Raises BuildFailed (the old release stays), BuildInterrupted (it may go better next time), DiskFull, WarehouseBusy.
    """
    with writer.lock(settings, wait=wait):
        watch = Stopwatch()
        _sweep(settings)
        release.settle(settings)
        with watch.step("state"):
            inputs, deliveries = _gather(settings, project, as_of)
        newest = release.newest(settings)
        if newest and not inputs.batches:
            raise WarehouseEmptied(settings.warehouse.name)
        if not inputs.batches or (newest and newest.facts["inputs"]["hash"] == inputs.hash and not afresh):
            return None
        failed = failure.last(settings)
        if not again and failed and failed.get("inputs") == inputs.hash:
            return None
        _need_space(settings, newest)
        release_id, built_at = release.next_id(settings, inputs.hash)
        candidate = settings.releases / f".candidate-{release_id}"
        if afresh or newest is None or not spare.claim(newest, candidate):
            candidate.mkdir(mode=0o700)
        job = _job(settings, candidate, inputs, project, newest, afresh)
        auditor = Auditor()
        try:
            with watch.step("build"):
                outcome = (builder or Dbt()).build(job, progress)
            if not outcome.success:
                fault = BuildInterrupted if outcome.lost else BuildFailed
                raise fault(_sentence("dbt", outcome.failures), outcome.failures)
            with watch.step("audit"), ThreadPoolExecutor(1) as beside:
                files = beside.submit(_files, candidate)
                kept = _prints(newest, outcome)
                report = auditor.audit(settings.warehouse, Path(job.internal), Path(job.public), kept)
                faults = _missing(outcome, report) + _unlike(outcome, report) + report.faults
            if faults:
                raise BuildFailed(_sentence("pemeriksaan", faults), faults)
            with watch.step("publish"):
                _write_manifest(
                    settings,
                    candidate,
                    release_id,
                    built_at,
                    inputs,
                    outcome,
                    report,
                    files.result(),
                    watch,
                    deliveries,
                )
                published = release.publish(settings, candidate, release_id)
        except (BuildFailed, BuildInterrupted) as error:
            failure.set_aside(settings, candidate, release_id, inputs.hash, error)
            raise
        finally:
            auditor.close()
        failure.forget(settings)
        retention.retire(settings)
        return published


def warm_job(settings: Settings, project: Path = DBT_PROJECT) -> Job:
    """A job that is only good for loading dbt ahead of the first build."""
    nowhere = str(settings.releases / "nowhere")
    return Job(
        warehouse=nowhere,
        internal=f"{nowhere}/internal.duckdb",
        public=f"{nowhere}/public.duckdb",
        scratch=_scratch(settings),
        as_of="",
        project_hash=project_hash(project),
        project=str(project),
    )


def _gather(settings: Settings, project: Path, as_of: date | None) -> tuple[Inputs, dict[str, Any]]:
    from warehouse.state.database import engine
    from warehouse.state.export import export_state

    with writer.connection(settings) as con:
        state = export_state(engine(settings), con)
        inputs = read_inputs(con, state=state, project=project, as_of=as_of.isoformat() if as_of else None)
        return inputs, read_deliveries(con)


def _job(
    settings: Settings, candidate: Path, inputs: Inputs, project: Path, newest: Release | None, afresh: bool
) -> Job:
    return Job(
        warehouse=str(settings.warehouse),
        internal=str(candidate / "internal.duckdb"),
        public=str(candidate / "public.duckdb"),
        scratch=_scratch(settings),
        as_of=inputs.as_of or "",
        project_hash=inputs.project,
        project=str(project),
        unit_tests=_is_new(settings, inputs.project, newest),
        base=str(newest.folder) if newest else None,
        afresh=afresh,
    )


def _is_new(settings: Settings, project: str, newest: Release | None) -> bool:
    """Whether this version of the project was not built here yet: its unit tests, over invented rows, are run once."""
    known = newest is not None and newest.facts["inputs"]["project"] == project
    return not known and Compiled.load(_scratch(settings), project) is None


def _scratch(settings: Settings) -> str:
    return str(settings.root / "dbt")


def _prints(newest: Release | None, outcome: Outcome) -> dict[str, str]:
    """The last release's fingerprints of the tables that were taken over from it."""
    given = newest.facts["fingerprints"] if newest else {}
    names = [called(*relation.split(".")[1:]) for relation in outcome.kept]
    return {name: given[name] for name in names if name in given}


def _missing(outcome: Outcome, report: Report) -> list[str]:
    """Every model of this build is a table of the candidate, and there is none of another build."""
    built = {called(*relation.split(".")[1:]) for relation in outcome.relations}
    there = set(report.counts)
    return [f"{name} dibangun, tetapi tidak ada di calon rilis." for name in sorted(built - there)] + [
        f"{name} ada di calon rilis, tetapi bukan hasil pembangunan ini." for name in sorted(there - built)
    ]


def _unlike(outcome: Outcome, report: Report) -> list[str]:
    """A table of which some slices were made anew is, read as a whole, the sum of its parts."""
    return [
        f"{relation}: bagian yang diperbarui tidak cocok dengan tabelnya; jalankan siger build --afresh."
        for relation, told in outcome.renewed.items()
        if report.fingerprints.get(called(*relation.split(".")[1:])) != told
    ]


def _files(candidate: Path) -> dict[str, dict[str, Any]]:
    """Size and hash of the two files, which stand still while they are audited."""
    return {
        name: {"bytes": (candidate / name).stat().st_size, "sha256": of_file(candidate / name)}
        for name in ("internal.duckdb", "public.duckdb")
    }


def _write_manifest(
    settings: Settings,
    candidate: Path,
    release_id: str,
    built_at: datetime,
    inputs: Inputs,
    outcome: Outcome,
    report: Report,
    files: dict[str, dict[str, Any]],
    watch: Stopwatch,
    deliveries: dict[str, Any],
) -> None:
    data_month = date.fromisoformat(report.data_month) if report.data_month else None
    label, labels = release.next_label(settings, data_month)
    (candidate / "lineage.json").write_text(json.dumps(outcome.lineage), encoding="utf-8")
    facts = {
        "release_id": release_id,
        "label": label,
        "labels": labels,
        "built_at": built_at.isoformat(),
        "data_month": report.data_month,
        "as_of": report.as_of,
        "inputs": inputs.as_json(),
        "versions": {"siger": VERSION, "python": platform.python_version(), **inputs.packages},
        "deliveries": deliveries,
        "counts": report.counts,
        "fingerprints": report.fingerprints,
        "nodes": outcome.nodes,
        "tests": outcome.tests,
        "warnings": outcome.warnings,
        "slowest": outcome.slowest,
        "files": files,
        "seconds": {
            **watch.seconds,
            **{f"build.{name}": round(value, 3) for name, value in outcome.seconds.items()},
            "total": watch.total(),
        },
    }
    (candidate / "manifest.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    for path in candidate.iterdir():
        path.chmod(0o600)


def _sweep(settings: Settings) -> None:
    """Remove what killed builds left behind, and failed candidates when their day is over."""
    for path in settings.releases.glob(".*"):
        if path.name.startswith((".candidate-", ".gone-")) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
    failure.sweep(settings)
    spare.sweep(settings)
    for path in (settings.root / "tmp").glob("*"):
        with suppress(OSError):
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _need_space(settings: Settings, newest: Release | None) -> None:
    """A build wants three times the size of the release before it, or of the warehouse for the first one."""
    base = newest.folder.glob("*.duckdb") if newest else [settings.warehouse]
    needed = 3 * sum(path.stat().st_size for path in base) + 64 * 2**20
    free = shutil.disk_usage(settings.releases).free
    if free < needed:
        raise DiskFull(settings.releases, needed, free)


def _sentence(step: str, faults: list[str]) -> str:
    first = faults[0] if faults else "tanpa keterangan"
    more = f" (dan {len(faults) - 1} lagi)" if len(faults) > 1 else ""
    return f"Rilis baru tidak diterbitkan, rilis sebelumnya tetap dipakai: {step} menolak. {first}{more}"
