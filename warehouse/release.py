"""Release: a whole, immutable build (internal file, public file, manifest) and the pointer that names one.

    releases/20261124T030000Z-1a2b3c4d/{internal.duckdb,public.duckdb,manifest.json}
    releases/current           the pointer: the id of the release that readers open
    releases/rollback.json     someone went back on purpose: {to, left, hold, at}

Readers open files by the id the pointer names, so they never meet a file that changes under them. A release
appears by one rename and becomes current by one replace; a crash between the two is repaired by `settle`.
Everything that writes here runs under the warehouse's lock.
"""

import json
import os
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.errors import NoRelease
from warehouse.settings import Settings

ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
FILES = ("internal.duckdb", "public.duckdb", "manifest.json")
BEFORE = "before.json"
"""Manifest of the last release before a restore: labels go on from there, and the first rebuild is held against it."""


@dataclass(frozen=True)
class Release:
    """One published build; `manifest` holds what it was made of (see `facts`)."""

    release_id: str
    label: str
    built_at: datetime
    data_month: date | None
    internal: Path
    public: Path
    manifest: Path
    facts: dict[str, Any] = field(repr=False, compare=False, hash=False)

    @property
    def folder(self) -> Path:
        return self.manifest.parent

    @property
    def speaks_for(self) -> date:
        """The data month; in a release without any data, the day it was built."""
        return self.data_month or self.built_at.date()

    def as_json(self) -> dict[str, Any]:
        """The output shape of `siger build --json` and `siger release … --json`."""
        return {
            "release_id": self.release_id,
            "label": self.label,
            "built_at": self.built_at.isoformat(),
            "data_month": self.data_month and self.data_month.isoformat(),
            "internal": str(self.internal),
            "public": str(self.public),
            "manifest": str(self.manifest),
            "counts": self.facts.get("counts", {}),
            "fingerprints": self.facts.get("fingerprints", {}),
            "seconds": self.facts.get("seconds", {}),
        }


def current(settings: Settings) -> Release | None:
    """The release readers open; the last good one where the pointer names nothing whole; None before the first."""
    try:
        named = settings.pointer.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        named = ""
    return _whole(settings, named) or _due(settings)


def list_releases(settings: Settings) -> list[Release]:
    """All whole releases kept, newest first."""
    if not settings.releases.is_dir():
        return []
    ids = sorted((p.name for p in settings.releases.iterdir() if ID.fullmatch(p.name)), reverse=True)
    return [release for name in ids if (release := _whole(settings, name))]


def newest(settings: Settings) -> Release | None:
    """The release made last, current or not; None before the first."""
    return next(iter(list_releases(settings)), None)


def last_facts(settings: Settings) -> dict[str, Any] | None:
    """The manifest of the newest release; in a home restored from a backup, of the release that was current then."""
    if last := newest(settings):
        return last.facts
    try:
        return dict(json.loads((settings.releases / BEFORE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def find(settings: Settings, name: str) -> Release:
    """A kept release by id, by label, or `current`; raises NoRelease."""
    if name == "current":
        if now := current(settings):
            return now
        raise NoRelease("Belum ada rilis; jalankan: siger build.")
    for release in list_releases(settings):
        if name in (release.release_id, release.label):
            return release
    raise NoRelease(f"Rilis {name} tidak ada atau tidak disimpan lagi; lihat: siger release list.")


def next_id(settings: Settings, inputs_hash: str) -> tuple[str, datetime]:
    """Id and time of a new release: later than every kept one even where the clock went back."""
    now = datetime.now(UTC).replace(microsecond=0)
    last = newest(settings)
    if last and last.built_at >= now:
        now = last.built_at + timedelta(seconds=1)
    return f"{now:%Y%m%dT%H%M%SZ}-{inputs_hash[:8]}", now


def next_label(settings: Settings, data_month: date | None) -> tuple[str, dict[str, int]]:
    """`2026-10.4`: the fourth release whose data reach October 2026, and the manifest's count of labels given.

    The count travels from manifest to manifest, so a number is not given twice after old releases are gone.
    """
    given = dict((last_facts(settings) or {}).get("labels", {}))
    month = f"{data_month:%Y-%m}" if data_month else "kosong"
    given[month] = given.get(month, 0) + 1
    return f"{month}.{given[month]}", given


def publish(settings: Settings, candidate: Path, release_id: str) -> Release:
    """Make a finished candidate folder a release and, unless a rollback holds, the current one.

    The folder holds the three FILES, checkpointed and closed. Raises NoRelease where it is not whole.
    """
    for name in FILES:
        if (candidate / f"{name}.wal").exists():
            raise NoRelease(f"Calon rilis {release_id} belum ditutup: {name}.wal masih ada.")
        sync(candidate / name)
    sync(candidate)
    folder = settings.releases / release_id
    candidate.rename(folder)
    sync(settings.releases)
    released = _whole(settings, release_id)
    if released is None:
        raise NoRelease(f"Rilis {release_id} tidak utuh; rilis sebelumnya tetap dipakai.")
    settle(settings)
    return released


def rollback(settings: Settings, name: str | None = None, *, hold: bool = False) -> Release:
    """Go back to a kept release (default: the one before the current).

    Without `hold` the next build with new inputs becomes current; with it releases are built and kept, but
    the pointer stays until `resume`.
    """
    kept, now = list_releases(settings), current(settings)
    if name:
        target = find(settings, name)
    else:
        older = [release for release in kept if now and release.release_id < now.release_id]
        if not older:
            raise NoRelease(
                "Tidak ada rilis yang lebih lama untuk dipakai kembali; lihat: siger release list."
            )
        target = older[0]
    note = {
        "to": target.release_id,
        "left": kept[0].release_id,
        "hold": hold,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    _write(settings.releases / "rollback.json", json.dumps(note))
    settle(settings)
    return target


def resume(settings: Settings) -> Release:
    """End a rollback: the newest release is current again."""
    kept = list_releases(settings)
    if not kept:
        raise NoRelease("Belum ada rilis; jalankan: siger build.")
    (settings.releases / "rollback.json").unlink(missing_ok=True)
    settle(settings)
    return kept[0]


def held(settings: Settings) -> str | None:
    """Id of the release a `rollback --hold` keeps current, else None."""
    note = _rollback(settings)
    return str(note["to"]) if note and note.get("hold") else None


def settle(settings: Settings) -> None:
    """Let the pointer name the release that is due; finishes what a killed publish or rollback began."""
    due = _due(settings)
    if due is None:
        return
    try:
        named = settings.pointer.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        named = ""
    if named != due.release_id:
        if _whole(settings, named):
            (settings.releases / named / "left").touch()
        _write(settings.pointer, due.release_id + "\n")
    note = _rollback(settings)
    if note and due.release_id != note.get("to"):
        (settings.releases / "rollback.json").unlink(missing_ok=True)


def _due(settings: Settings) -> Release | None:
    """Which release should be current: the newest, unless a rollback says otherwise."""
    kept = list_releases(settings)
    if not kept:
        return None
    note = _rollback(settings)
    if note and (note.get("hold") or note.get("left") == kept[0].release_id):
        return _whole(settings, str(note.get("to", ""))) or kept[0]
    return kept[0]


def _rollback(settings: Settings) -> dict[str, Any] | None:
    try:
        note = json.loads((settings.releases / "rollback.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) else None


def _whole(settings: Settings, release_id: str) -> Release | None:
    """The release of that id if its three files are there and its manifest is readable."""
    if not ID.fullmatch(release_id):
        return None
    folder = settings.releases / release_id
    try:
        stamp = (folder / "manifest.json").stat().st_mtime_ns
        if folder.is_symlink() or not all((folder / name).is_file() for name in FILES):
            return None
        return _read(folder, stamp)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=64)
def _read(folder: Path, stamp: int) -> Release:
    """A release from its manifest; kept in memory, since every page run asks (`stamp` is the manifest's time)."""
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if facts["release_id"] != folder.name:
        raise ValueError(folder.name)
    month = facts["data_month"]
    return Release(
        release_id=folder.name,
        label=facts["label"],
        built_at=datetime.fromisoformat(facts["built_at"]),
        data_month=date.fromisoformat(month) if month else None,
        internal=folder / "internal.duckdb",
        public=folder / "public.duckdb",
        manifest=folder / "manifest.json",
        facts=facts,
    )


def _write(path: Path, text: str) -> None:
    """Replace a small file whole: a reader sees the old text or the new, also after a power cut."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
