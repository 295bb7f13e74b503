"""Builder: the living child process that builds candidates, replaced when it fails or grows old."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import Any

from warehouse.builder import Dbt
from warehouse.job import Job, Outcome, Progress, silent
from warehouse.settings import PROJECT

__all__ = ["Builder", "Dbt", "Job", "Outcome", "Progress"]

MOST_BUILDS = 50
"""A child is replaced after so many builds: what dbt and Python keep does not pile up."""
MOST_MB = 2500


class Builder:
    """Same `build` as `Dbt`, in a child of its own: a crash or an out-of-memory kill costs one build, not the caller."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._answers: Any = None
        self._builds = 0

    def warm(self, job: Job) -> None:
        """Start the child and let it load what a build needs while the caller does something else."""
        self._send("warm", job)

    def build(self, job: Job, progress: Progress = silent) -> Outcome:
        """Build in the child and wait; a child that dies is an unsuccessful outcome, and is replaced."""
        try:
            self._send("build", job)
            outcome = self._await(progress)
        except OSError as error:
            outcome = Outcome(
                False,
                broken=True,
                lost=True,
                failures=[f"proses pembangun tidak dapat dijalankan ({error})"],
            )
        self._builds += 1
        if outcome.broken or self._builds >= MOST_BUILDS or outcome.peak_mb > MOST_MB:
            self.close()
        return outcome

    def close(self) -> None:
        """End the child: its standard input ends, then it is killed if it does not listen."""
        child, self._child, self._builds = self._child, None, 0
        if child is None:
            return
        with suppress(OSError):
            if child.stdin:
                child.stdin.close()
        try:
            child.wait(timeout=3)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        self._answers.close()

    def __enter__(self) -> "Builder":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _send(self, order: str, job: Job) -> None:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._start()
        assert self._child and self._child.stdin
        self._child.stdin.write(json.dumps({order: asdict(job)}) + "\n")
        self._child.stdin.flush()

    def _start(self) -> None:
        read_end, write_end = os.pipe()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "warehouse.builder", str(write_end)],
            stdin=subprocess.PIPE,
            stdout=sys.stderr.fileno() if _has_descriptor(sys.stderr) else subprocess.DEVNULL,
            pass_fds=[write_end],
            cwd=PROJECT,
            text=True,
            start_new_session=True,  # Ctrl-C reaches the caller, who ends the child in order
        )
        os.close(write_end)
        self._answers = os.fdopen(read_end, encoding="utf-8")

    def _await(self, progress: Progress) -> Outcome:
        for line in self._answers:
            answer = json.loads(line)
            if "outcome" in answer:
                return Outcome(**answer["outcome"])
            progress(answer["what"], answer["number"], answer["of"])
        code = self._child.wait() if self._child else None
        return Outcome(
            False,
            broken=True,
            lost=True,
            failures=[f"proses pembangun berhenti di tengah jalan (kode {code})"],
        )


def _has_descriptor(stream: Any) -> bool:
    try:
        stream.fileno()
    except (OSError, ValueError, AttributeError):
        return False
    return True
