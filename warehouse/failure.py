"""Failure: what stays of a build that was not published, and what is said of it.

The candidate is set aside for a day, for whoever looks into it; `releases/last-failure.json` says what happened.
"""

import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.errors import BuildFailed, BuildInterrupted
from warehouse.settings import Settings

ASIDE_SECONDS = 24 * 3600.0
NOTE = "last-failure.json"


def last(settings: Settings) -> dict[str, Any] | None:
    """The failed build since the last good one: `release_id, at, reason, details, inputs` (null where they may not be to blame)."""
    try:
        return dict(json.loads((settings.releases / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def set_aside(
    settings: Settings,
    candidate: Path,
    release_id: str,
    inputs_hash: str,
    error: BuildFailed | BuildInterrupted,
) -> None:
    """Put a candidate aside and write down why; a build that was interrupted does not blame its inputs."""
    failure = {
        "release_id": release_id,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": str(error),
        "details": error.details,
        "inputs": None if isinstance(error, BuildInterrupted) else inputs_hash,
    }
    text = json.dumps(failure, indent=1)
    (candidate / "failure.json").write_text(text, encoding="utf-8")
    candidate.rename(settings.releases / f".failed-{release_id}")
    fresh = settings.releases / f".{NOTE}.new"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(settings.releases / NOTE)


def forget(settings: Settings) -> None:
    """A good build is the answer to the failure before it."""
    (settings.releases / NOTE).unlink(missing_ok=True)


def sweep(settings: Settings) -> None:
    """Remove failed candidates when their day is over."""
    for path in settings.releases.glob(".failed-*"):
        if time.time() - path.stat().st_mtime > ASIDE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
