"""Backup: archive and portal state in another folder, and a home made of them again.

    DIR/archive/<sha256>/…      as in the home, each content once; later backups into the same DIR copy what is new
    DIR/portal.sqlite           as it was at one moment, while the portal goes on
    DIR/backup.json             when, by which Siger, and the hash of every file; written last, so it is whole or the last one
    DIR/before.json             manifest of the release that was current: what a rebuild after a restore is held against

The archive is copied before the state: what the state knows of files and persons then covers every file that is there.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from ingest import archive
from warehouse import VERSION, release
from warehouse.errors import WarehouseError
from warehouse.fingerprint import of_file
from warehouse.settings import Settings
from warehouse.state import sessions
from warehouse.state.database import engine

NOTE, STATE = "backup.json", "portal.sqlite"
MARKS = ("demo.json",)
"""Small files of a home that go along: that its data are invented."""
PRECIOUS = ("archive", STATE)


class BackupUnusable(WarehouseError):
    """A folder that holds no whole backup, or one that was damaged since; the sentence names the file."""


class HomeInUse(WarehouseError):
    """A restore would replace what lies in the home."""


@dataclass(frozen=True)
class Done:
    """What a backup or restore did; `copied` files, of `files` that are in the backup."""

    folder: Path
    files: int
    copied: int
    bytes: int
    contents: int
    made_at: str
    has_state: bool
    aside: Path | None = None
    """Where a restore put what lay in the home."""

    def as_json(self) -> dict[str, Any]:
        return {
            name: str(value) if isinstance(value, Path) else value for name, value in asdict(self).items()
        }


def back_up(settings: Settings, folder: Path) -> Done:
    """Copy archive and portal state into `folder`; what is there already and unchanged is not copied again.

    Every content is held to its hash while it is copied. State on PostgreSQL is not copied (`has_state` says so): its own
    dump does that. Raises BackupUnusable where `folder` holds something else, or a content is not what its name says.
    """
    target = folder.expanduser().resolve()
    if (
        target.exists()
        and any(target.iterdir())
        and not (target / NOTE).exists()
        and not (target / "archive").is_dir()
    ):
        raise BackupUnusable(
            f"{target.name} berisi berkas lain; pilih folder kosong atau folder cadangan Siger."
        )
    if target == settings.root or settings.root in target.parents:
        raise BackupUnusable("Cadangan tidak boleh berada di dalam rumah data; pilih folder di disk lain.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    (target / "archive").mkdir(mode=0o700, exist_ok=True)
    known = _note(target)["files"] if (target / NOTE).exists() else {}
    files: dict[str, str] = {}
    copied = 0
    contents = list(archive.kept(settings))
    for sha256 in contents:
        for path in _kept_files(settings.archive / sha256):
            name = f"archive/{sha256}/{path.name}"
            there = target / name
            if name in known and there.exists() and (path.name == "content" or of_file(path) == known[name]):
                files[name] = known[name]
                continue
            files[name] = _copy(path, there)
            copied += 1
            if path.name == "content" and files[name] != sha256:
                there.unlink()
                raise BackupUnusable(
                    f"Isi arsip {sha256[:12]} tidak sama dengan namanya: berkas di disk ini rusak. Periksa disk, pulihkan dari cadangan yang lama."
                )
    has_state = make_url(settings.state_url).get_backend_name() == "sqlite"
    if has_state:
        files[STATE] = _copy_state(settings, target / STATE)
        copied += 1
    for name in MARKS:
        if (settings.root / name).exists():
            files[name] = _copy(settings.root / name, target / name)
    if facts := release.last_facts(settings):
        _write(target / release.BEFORE, facts)
        files[release.BEFORE] = of_file(target / release.BEFORE)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    _write(target / NOTE, {"made_at": made_at, "siger": VERSION, "files": files})
    size = sum((target / name).stat().st_size for name in files)
    return Done(target, len(files), copied, size, len(contents), made_at, has_state)


def verify(folder: Path) -> list[str]:
    """Names of files of a backup that are missing or not what was written; empty where all of it is good."""
    return [
        name
        for name, sha256 in _note(folder)["files"].items()
        if not (folder / name).is_file() or of_file(folder / name) != sha256
    ]


def restore(settings: Settings, folder: Path, *, replace: bool = False) -> Done:
    """Put a backup's archive and portal state into the home; warehouse and release come of `siger rebuild`.

    All is copied and held to its hash before anything of the home moves. Sessions end: one that was ended since the backup
    must not live again. Raises BackupUnusable, and HomeInUse where the home has an archive or state of its own,
    which `replace` puts aside in a folder of the home.
    """
    note = _note(folder)
    settings.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    if STATE in note["files"] and make_url(settings.state_url).get_backend_name() != "sqlite":
        raise HomeInUse(
            "Cadangan ini memuat keadaan portal dalam SQLite; kosongkan SIGER_DATABASE_URL, lalu ulangi."
        )
    there = [name for name in (*PRECIOUS, "warehouse.duckdb", "releases") if _holds(settings.root / name)]
    if there and not replace:
        raise HomeInUse(
            f"{settings.root} sudah berisi {', '.join(there)}. Pakai SIGER_HOME lain, atau tambahkan --replace: isi lama disimpan di sampingnya."
        )
    draft = settings.root / ".restore"
    shutil.rmtree(draft, ignore_errors=True)
    for made in (draft, draft / "archive"):
        made.mkdir(mode=0o700)
    for name, sha256 in note["files"].items():
        try:
            found = _copy(folder / name, draft / name)
        except OSError:
            found = ""
        if found != sha256:
            shutil.rmtree(draft, ignore_errors=True)
            raise BackupUnusable(
                f"{name} dalam cadangan hilang atau rusak; rumah data tidak diubah. Pakai cadangan lain."
            )
    aside = None
    if there:
        if STATE in there:
            engine(settings).dispose()
        aside = settings.root / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        aside.mkdir(mode=0o700)
        for path in list(settings.root.iterdir()):
            if path.name.startswith((*PRECIOUS, "warehouse.duckdb", "releases", "dbt", "rejects", "demo")):
                path.rename(aside / path.name)
    shutil.rmtree(settings.archive, ignore_errors=True)
    for name in (*PRECIOUS, *MARKS):
        if (draft / name).exists():
            (draft / name).rename(settings.root / name)
    settings.prepare()
    if (draft / release.BEFORE).exists():
        (draft / release.BEFORE).rename(settings.releases / release.BEFORE)
    shutil.rmtree(draft)
    if STATE in note["files"]:
        sessions.end_all(engine(settings))
    files = [path for path in settings.archive.rglob("*") if path.is_file()]
    contents = sum(1 for _ in archive.kept(settings))
    size = sum(path.stat().st_size for path in files)
    return Done(
        settings.root,
        len(note["files"]),
        len(note["files"]),
        size,
        contents,
        note["made_at"],
        STATE in note["files"],
        aside,
    )


def _kept_files(folder: Path) -> Iterator[Path]:
    """What is whole in a content's folder: the content before the notes of it."""
    yield folder / "content"
    yield from (path for path in sorted(folder.iterdir()) if path.suffix == ".json")


def _holds(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def _note(folder: Path) -> dict[str, Any]:
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        files = {str(name): str(sha256) for name, sha256 in note["files"].items()}
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
            raise ValueError(folder)
        return {"made_at": str(note["made_at"]), "files": files}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupUnusable(
            f"{folder} bukan cadangan Siger yang selesai: {NOTE} tidak ada atau rusak."
        ) from None


def _copy_state(settings: Settings, target: Path) -> str:
    """The portal state as it is at one moment, by SQLite's online backup; hash of the copy."""
    engine(settings)
    database = make_url(settings.state_url).database
    assert database
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as state, closing(sqlite3.connect(draft)) as copy:
        state.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, no log beside it
        (sound,) = copy.execute("pragma integrity_check").fetchone()
    if sound != "ok":
        raise BackupUnusable(f"Keadaan portal rusak: {sound}. Cadangan yang lama tidak diganti.")
    draft.replace(target)
    return of_file(target)


def _copy(source: Path, target: Path) -> str:
    """Copy a file whole or not at all, for its owner alone; its hash."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    sha256 = archive.copy(source, draft)
    draft.replace(target)
    return sha256


def _write(target: Path, content: dict[str, Any]) -> None:
    draft = target.with_name(f".{target.name}.part")
    with draft.open("w", encoding="utf-8") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.chmod(0o600)
    draft.replace(target)
