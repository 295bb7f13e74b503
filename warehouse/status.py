"""Status: what pages show now, what waits, what failed last, and whether the pipeline lives."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse import release
from warehouse.failure import last as last_failure
from warehouse.settings import Settings

SILENT_AFTER = timedelta(minutes=30)
"""A heartbeat older than this is not believed, even where some process has its number."""


def read_status(settings: Settings) -> dict[str, Any]:
    """`release_id, label, built_at, data_month, held, waiting, last_failure, pipeline`; opens no database.

    `waiting` names files of the inbox; `pipeline` is `idle`, `building`, `ingesting` or `down`.
    """
    now = release.current(settings)
    return {
        "release_id": now and now.release_id,
        "label": now and now.label,
        "built_at": now and now.built_at.isoformat(),
        "data_month": now and now.data_month and now.data_month.isoformat(),
        "held": bool(release.held(settings)),
        "waiting": waiting(settings),
        "last_failure": last_failure(settings),
        "pipeline": pipeline_state(settings),
    }


def disk_use(settings: Settings) -> dict[str, int]:
    """Bytes on disk: `archive`, `warehouse`, `releases` (all that lies there), `free`; and `kept`, how many releases."""

    def size(folder: Path) -> int:
        return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())

    return {
        "archive": size(settings.archive),
        "warehouse": settings.warehouse.stat().st_size if settings.warehouse.exists() else 0,
        "releases": size(settings.releases),
        "kept": len(release.list_releases(settings)),
        "free": shutil.disk_usage(settings.root).free if settings.root.exists() else 0,
    }


def beat(settings: Settings, doing: str) -> None:
    """The pipeline's heartbeat: what it is doing (`idle`, `ingesting`, `building`) and since when."""
    path = settings.root / "pipeline.json"
    fresh = path.with_name(".pipeline.json.new")
    note = {"pid": os.getpid(), "doing": doing, "since": datetime.now(UTC).isoformat(timespec="seconds")}
    fresh.write_text(json.dumps(note), encoding="utf-8")
    fresh.replace(path)


def pipeline_state(settings: Settings) -> str:
    """What the pipeline is doing, `down` where no process does."""
    try:
        note = json.loads((settings.root / "pipeline.json").read_text(encoding="utf-8"))
        pid, doing = int(note["pid"]), str(note["doing"])
        age = datetime.now(UTC) - datetime.fromisoformat(note["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "down"
    return doing if age < SILENT_AFTER and _lives(pid) else "down"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's process, but one that lives
        return True
    return True


def waiting(settings: Settings) -> list[str]:
    """Files of the inbox that are not ingested yet; sidecar notes and half-written names left out."""
    if not settings.inbox.is_dir():
        return []
    return sorted(
        str(path.relative_to(settings.inbox))
        for path in settings.inbox.rglob("*")
        if path.is_file() and _counts(path.relative_to(settings.inbox))
    )


def _counts(path: Path) -> bool:
    """Whether a file of the inbox waits to be taken in: the portal's uploads do, notes and half-written files do not."""
    if path.parts[0] == ".portal":
        return path.name == "content"
    return not any(part.startswith((".", "~$")) for part in path.parts) and not path.name.lower().endswith(
        (".part", ".tmp", ".filepart", ".crdownload")
    )
