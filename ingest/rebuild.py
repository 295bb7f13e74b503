"""Rebuild: warehouse and release once more from archive and portal state alone, while pages keep the last release.

The archive is read into a warehouse beside the old one, so that the pipeline, should it run, goes on meanwhile; then the new one
takes the old one's place and a whole dbt build follows, which takes nothing over. Until the release is out the old
warehouse lies aside: a build that fails puts it back. Killed anywhere, what is left is cleared by the next rebuild.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from filelock import FileLock, Timeout

from ingest import archive, intake
from warehouse import release, writer
from warehouse.cli import JSON, Progress, Verb, sentence
from warehouse.errors import WarehouseError
from warehouse.job import DBT_PROJECT, silent
from warehouse.job import Progress as Tell
from warehouse.refresh import refresh
from warehouse.release import Release
from warehouse.settings import Settings
from warehouse.state.database import engine

INPUTS = ("ledger", "state", "project", "as_of", "packages")


class NothingKept(WarehouseError):
    """The archive is empty: a rebuild would only take away."""


class RebuildRuns(WarehouseError):
    """Another process rebuilds this home."""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did. `before` is the release it is held against; null where there was none."""

    contents: int
    loaded: int
    release: Release
    before: str | None
    different: list[str]
    """Tables whose fingerprint is not the one before."""
    inputs_changed: list[str]
    """Inputs that are not the ones before, of INPUTS: why tables may differ."""
    seconds: dict[str, float]

    @property
    def is_fault(self) -> bool:
        """Equal inputs gave another release."""
        return bool(self.different) and not self.inputs_changed

    def as_json(self) -> dict[str, Any]:
        return {
            "contents": self.contents,
            "loaded": self.loaded,
            "release_id": self.release.release_id,
            "label": self.release.label,
            "before": self.before,
            "equal": self.before is not None and not self.different,
            "different": self.different,
            "inputs_changed": self.inputs_changed,
            "seconds": self.seconds,
        }


def rebuild(settings: Settings, *, progress: Tell = silent, project: Path = DBT_PROJECT) -> Rebuilt:
    """Rebuild a home; raises NothingKept, RebuildRuns, and BuildFailed (then all is as it was)."""
    contents = sum(1 for _ in archive.kept(settings))
    if not contents:
        raise NothingKept(
            "Arsip kosong, jadi tidak ada yang dapat dimuat ulang; gudang dan rilis dibiarkan. Masukkan berkas, atau: siger restore DIR."
        )
    started = time.monotonic()
    with _alone(settings.prepare()) as workshop:
        loaded = _filled(settings, workshop, progress)
        filled = time.monotonic()
        before = release.last_facts(settings)
        aside = workshop / "old.duckdb"
        with writer.lock(settings):
            _take_place(workshop / "home" / "warehouse.duckdb", settings.warehouse, aside)
        # what came, or was decided, while the archive was read
        loaded += sum(
            verdict.status == "loaded" for verdict in intake.rebuild(settings) + intake.retry(settings)
        )
        # what dbt compiled is derived too
        (settings.root / "dbt" / "compiled.json").unlink(missing_ok=True)
        try:
            made = refresh(settings, afresh=True, progress=progress, project=project)
            assert made, "the archive has contents, so the ledger has lines"
        except BaseException:
            if aside.exists():
                with writer.lock(settings):
                    _take_place(aside, settings.warehouse, None)
                with suppress(WarehouseError):  # as damaged as it was; the fault above says more
                    intake.rebuild(settings)
            raise
    given, now = (before or {}).get("fingerprints", {}), made.facts["fingerprints"]
    return Rebuilt(
        contents=contents,
        loaded=loaded,
        release=made,
        before=before["label"] if before else None,
        different=sorted(name for name in given.keys() | now.keys() if given.get(name) != now.get(name))
        if before
        else [],
        inputs_changed=[
            name for name in INPUTS if before["inputs"].get(name) != made.facts["inputs"].get(name)
        ]
        if before
        else [],
        seconds={"load": round(filled - started, 1), "build": round(time.monotonic() - filled, 1)},
    )


@contextmanager
def _alone(settings: Settings) -> Generator[Path]:
    """A workshop in the home for the length of one rebuild; what a killed one left there is thrown away."""
    workshop = settings.root / "rebuild"
    lock = FileLock(settings.root / "rebuild.lock", fallback_to_soft=False, preserve_lock_file=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RebuildRuns(
            "Rumah data ini sedang dibangun ulang oleh proses lain; tunggu sampai selesai."
        ) from None
    try:
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(mode=0o700)
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        lock.release()


def _filled(settings: Settings, workshop: Path, progress: Tell) -> int:
    """Load the whole archive into a home that shares archive and portal state with the real one; tables loaded."""
    engine(settings)  # up to date, and made where there is none
    other = Settings(home=workshop / "home", database_url=settings.state_url, published=None)
    other.root.mkdir(mode=0o700)
    other.archive.symlink_to(settings.archive)
    other.prepare()
    verdicts = intake.rebuild(other, lambda number, of: progress("berkas dari arsip", number, of))
    return sum(verdict.status == "loaded" for verdict in verdicts)


def _take_place(new: Path, place: Path, aside: Path | None) -> None:
    """Put a closed warehouse in the place of another one, which is kept `aside`. At every moment there is one.

    A log that a killed writer left belongs to the old file and must not be played into the new one.
    """
    log = place.with_name(f"{place.name}.wal")
    if aside and place.exists():
        os.link(place, aside)
        if log.exists():
            log.replace(aside.with_name(f"{aside.name}.wal"))
    log.unlink(missing_ok=True)
    new.replace(place)
    if (kept_log := new.with_name(f"{new.name}.wal")).exists():
        kept_log.replace(log)


@click.command("rebuild", cls=Verb)
@JSON
def verb(as_json: bool) -> None:
    """Make warehouse and release once more from archive and portal state; pages keep the last release meanwhile.

    Says whether the new release equals the one before, table by table. Exit code 1 where equal inputs gave other figures.

    Example: siger rebuild
    """
    with Progress() as progress:
        done = rebuild(Settings.load(), progress=progress)
    if as_json:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
    else:
        click.echo(
            f"{done.contents} berkas arsip dibaca, {done.loaded} tabel dimuat. {sentence(done.release)}"
        )
        click.echo(_compared(done))
    sys.exit(1 if done.is_fault else 0)


def _compared(done: Rebuilt) -> str:
    """How the new release compares with the one before, in one sentence."""
    if done.before is None:
        return "Belum ada rilis sebelumnya untuk dibandingkan."
    if not done.different:
        return f"Semua tabel sama dengan rilis {done.before}."
    tables = f"{len(done.different)} tabel berbeda dari rilis {done.before}: {', '.join(done.different)}."
    if done.is_fault:
        return f"{tables} Masukannya sama, jadi ini kesalahan pada Siger: laporkan kepada pengelola."
    return f"{tables} Masukannya memang berubah ({', '.join(done.inputs_changed)})."
