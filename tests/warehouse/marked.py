"""Marked: runs a module of ours and writes down each step it begins, so that somebody else knows when to kill it.

    python -m tests.warehouse.marked PROJECT MODULE ARGS…

Every process of a build appends `time pid step` to the file that MARKS names. Where the file beside it (`aim`) names a step
that is over in an instant, the process stands still there for as long as a kill takes to arrive.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MARKS = Path(os.environ.get("MARKS", "/dev/null"))
STAND_STILL = 5.0
PROJECT_ARGUMENT = sys.argv[1]
CHILDREN = ("warehouse.builder", "warehouse.audit")


def mark(step: str) -> None:
    """Say that a step begins; wait where it is the one aimed at."""
    with MARKS.open("a") as marks:
        marks.write(f"{time.monotonic()} {os.getpid()} {step}\n")
    try:
        aimed = MARKS.with_name("aim").read_text() == step
    except FileNotFoundError:
        return
    if aimed:
        time.sleep(STAND_STILL)


def before(owner: Any, name: str, step: str | Callable[..., str], *, after: bool = False) -> None:
    """Mark a step before (and after) each call; a step that is called nothing is not marked."""
    call = getattr(owner, name)

    def marked(*args: Any, **kwargs: Any) -> Any:
        called = step if isinstance(step, str) else step(*args)
        if called:
            mark(f"{called} before" if after else called)
        result = call(*args, **kwargs)
        if called and after:
            mark(f"{called} after")
        return result

    setattr(owner, name, marked)


class Child(subprocess.Popen):
    """The children of a build are marked too."""

    def __init__(self, args: Any, *more: Any, **kwargs: Any) -> None:
        if isinstance(args, list) and args[1:2] == ["-m"] and args[2] in CHILDREN:
            args = [args[0], "-m", "tests.warehouse.marked", PROJECT_ARGUMENT, *args[2:]]
        super().__init__(args, *more, **kwargs)


def mark_pipeline(project: Path) -> None:
    """The pipeline's process over the tiny project, with a short patience."""
    from ingest import archive, intake, pause, pipeline
    from warehouse import build, refresh, release, retention, spare

    pipeline.refresh.__kwdefaults__["project"] = project
    pipeline.warm_job.__defaults__ = (project,)
    pause.FIRST_PAUSE = 0.2
    pipeline.SCAN_SECONDS = 0.3
    retention.IN_USE_SECONDS = 1.0
    before(archive, "keep", "archive")
    before(intake, "load", "load")
    before(refresh, "_sweep", "sweep", after=True)
    before(refresh, "_gather", "state")
    before(build.Builder, "build", "build")
    before(refresh.Auditor, "audit", "audit")
    before(refresh, "_write_manifest", "manifest")
    before(spare, "lay", "spare")
    before(release, "sync", "fsync", after=True)
    before(Path, "rename", lambda path, _: "rename" if path.name.startswith(".candidate") else "", after=True)
    before(Path, "replace", lambda _, to: "pointer" if Path(to).name == "current" else "", after=True)
    before(retention, "retire", "retention", after=True)
    before(
        retention.shutil, "rmtree", lambda path, **_: "clean-up" if ".gone" in str(path) else "", after=True
    )


def mark_builder() -> None:
    from warehouse.builder import Dbt
    from warehouse.stopwatch import Stopwatch

    before(Stopwatch, "step", lambda _, name: name)
    before(Dbt, "_by_dbt", "dbt")


def main() -> None:
    project, module = Path(sys.argv[1]), sys.argv[2]
    mark("start" if module == "ingest.pipeline" else f"{module} starts")
    subprocess.Popen = Child
    if module == "ingest.pipeline":
        mark_pipeline(project)
        from ingest import pipeline

        sys.argv[1:] = []
        pipeline.pipeline()
        return
    sys.argv[1:] = sys.argv[3:]
    # run as __main__ they would be other modules than those marked
    if module == "warehouse.builder":
        from warehouse import builder

        mark_builder()
        builder.main()
    else:
        from warehouse import audit

        before(audit, "examine", "examine")
        audit.main()


if __name__ == "__main__":
    main()
