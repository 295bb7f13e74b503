"""Pipeline: the living process from inbox to release: waits for files, takes them in, publishes what changed.

The scan every two seconds is the truth; file system events only wake it sooner. All it knows lies on disk (inbox,
archive, ledger, portal state, releases), so one killed at any moment is simply started again.
"""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType

import click
from filelock import FileLock, Timeout
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from ingest import archive, rejects, unneeded
from ingest.archive import Note
from ingest.inbox import Inbox
from ingest.intake import Intake, apply, rebuild, retry
from ingest.pause import Pause
from ingest.verdict import Verdict
from warehouse import spare, status
from warehouse.build import Builder
from warehouse.cli import Verb
from warehouse.errors import BuildFailed, BuildInterrupted, WarehouseError
from warehouse.refresh import refresh, warm_job
from warehouse.settings import Settings
from warehouse.state import revision, sources, uploads
from warehouse.state.database import engine
from warehouse.writer import put_aside_outdated

log = logging.getLogger("siger.pipeline")

SCAN_SECONDS = 2.0
SETTLING_SECONDS = 0.2
"""Between two looks at the inbox while something lies in it that may be complete any moment."""
BEAT_SECONDS = 30.0


class Pipeline:
    """Inbox → ingest → refresh for one home directory."""

    def __init__(self, settings: Settings, builder: Builder) -> None:
        self.settings = settings
        self.builder = builder
        self.inbox = Inbox(settings)
        self._troubled: dict[Path, Pause] = {}
        self._uploads: dict[Path, str | None] = {}
        """Files taken in this turn to their upload in the portal."""
        self._build_pause = Pause()
        self._due = True
        """A refresh is due: at the start always, since a killed process may have loaded what it did not publish."""
        self._revision: int | None = None
        self._doing, self._beaten = "", 0.0
        self._laying = threading.Thread()

    def turn(self) -> None:
        """One round: take in what is complete, publish what changed."""
        self._take_in()
        self._notice_decisions()
        if self._due and self._build_pause.over:
            self._publish()
        self._beat("idle")

    def _take_in(self) -> None:
        """Take in all that is complete, one read while the other is judged; a file leaves when its rows are safe."""
        waiting = [path for path in self.inbox.ready() if self._may_try(path)]
        if not waiting:
            return
        try:
            with Intake(self.settings) as intake:
                for path, verdicts in intake.take_all(self._notes(waiting), self._failed):
                    waiting.remove(path)
                    self._settle(path, verdicts)
        except WarehouseError as error:
            for path in waiting:
                if self._may_try(path):
                    self._leave(path, str(error))
        except Exception as error:  # a fault of ours must not stop the process
            for path in waiting:
                if self._may_try(path):
                    self._failed(path, error)

    def _may_try(self, path: Path) -> bool:
        pause = self._troubled.get(path)
        return pause is None or pause.over

    def _notes(self, paths: list[Path]) -> Iterator[tuple[Path, Note]]:
        """Each file with what came along with it; one whose note cannot be read is left alone."""
        for path in list(paths):
            self._beat("ingesting")
            try:
                note = self.inbox.note(path)
            except Exception as error:
                self._failed(path, error)
            else:
                self._uploads[path] = note.upload_id
                yield path, note

    def _settle(self, path: Path, verdicts: list[Verdict]) -> None:
        """Tell the portal what came of a file that came from there, and empty its place in the inbox."""
        self._due = True
        try:
            if upload := self._uploads.pop(path, None):
                uploads.judge(engine(self.settings), upload, [verdict.as_json() for verdict in verdicts])
            self.inbox.done(path)
            rejects.store(self.settings, verdicts)
        except Exception as error:
            self._failed(path, error)
            return
        self._troubled.pop(path, None)
        for verdict in verdicts:
            log.info(
                "%s%s: %s%s%s",
                verdict.file,
                f" [{verdict.sheet}]" if verdict.sheet else "",
                verdict.status,
                f", {verdict.rows_loaded} dari {verdict.rows_read} baris"
                if verdict.rows_loaded is not None
                else "",
                f" – {verdict.reason}" if verdict.reason else "",
            )

    def _failed(self, path: Path, error: Exception) -> None:
        """A fault of ours, not of the file's: leave the file alone for a while."""
        if isinstance(error, WarehouseError):
            self._leave(path, str(error))
            return
        log.error("%s tidak dapat diolah", path.name, exc_info=error)
        self._leave(path, f"{type(error).__name__}: kesalahan pada Siger, bukan pada berkas")

    def _leave(self, path: Path, reason: str) -> None:
        seconds = self._troubled.setdefault(path, Pause()).longer()
        log.error("%s dibiarkan %.0f detik: %s", path.name, seconds, reason)

    def _notice_decisions(self) -> None:
        """A rule, alias or source decided in the portal calls for a release, and may fit files that waited for it."""
        now = revision.current(engine(self.settings))
        if now == self._revision:
            return
        first, self._revision = self._revision is None, now
        self._due = True
        try:
            verdicts = (rebuild(self.settings) if first else []) + retry(self.settings)
            for source in sources.applying(engine(self.settings)):
                verdicts += apply(self.settings, source)
        except WarehouseError as error:
            log.error("Berkas yang menunggu belum dicoba lagi: %s", error)
            self._revision = None
            return
        for verdict in verdicts:
            log.info("%s dari arsip: %s", verdict.file, verdict.status)
        self._tell_uploads(verdicts)
        rejects.store(self.settings, verdicts)

    def _tell_uploads(self, verdicts: list[Verdict]) -> None:
        """What became of a file that waited belongs to every upload of it."""
        for sha256 in {verdict.sha256 for verdict in verdicts}:
            judged = [verdict.as_json() for verdict in verdicts if verdict.sha256 == sha256]
            for receipt in archive.receipts(self.settings, sha256):
                if receipt.note.upload_id:
                    uploads.judge(engine(self.settings), receipt.note.upload_id, judged)

    def _publish(self) -> None:
        self._beat("building")
        if self._laying.is_alive():
            self._laying.join()
        try:
            made = refresh(
                self.settings, builder=self.builder, again=False, progress=lambda *_: self._beat("building")
            )
        except BuildFailed as error:
            log.error("%s", error)
            self._due = isinstance(error, BuildInterrupted)
            if self._due:
                log.info("Dicoba lagi dalam %.0f detik.", self._build_pause.longer())
        except WarehouseError as error:
            log.error("%s Dicoba lagi dalam %.0f detik.", error, self._build_pause.longer())
        else:
            self._due, self._build_pause = False, Pause()
            if made:
                log.info("Rilis %s diterbitkan dalam %.1f detik", made.label, made.facts["seconds"]["total"])
        # the next file is waited for and taken in meanwhile
        self._laying = threading.Thread(target=spare.lay, args=(self.settings,), daemon=True)
        self._laying.start()

    def _beat(self, doing: str) -> None:
        now = time.monotonic()
        if doing != self._doing or now - self._beaten > BEAT_SECONDS:
            status.beat(self.settings, doing)
            self._doing, self._beaten = doing, now


class Alarm(FileSystemEventHandler):
    """Wakes the loop when something in the inbox changes."""

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):
            self._wake.set()


class AlreadyRunning(WarehouseError):
    """Another pipeline serves this home directory."""


def run(settings: Settings, rounds: Callable[[], bool] = lambda: True) -> None:
    """Run the pipeline until SIGTERM or Ctrl-C; `rounds` says before each round whether to go on."""
    settings.prepare()
    alone = FileLock(settings.root / "pipeline.lock", fallback_to_soft=False, preserve_lock_file=True)
    try:
        alone.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning("Pengolah untuk rumah data ini sudah berjalan; lihat: siger status.") from None
    wake = threading.Event()
    observer = Observer()
    observer.schedule(Alarm(wake), str(settings.inbox), recursive=True)
    with alone, Builder() as builder, _Watching(observer):
        _make_room(settings)
        builder.warm(warm_job(settings))
        pipeline = Pipeline(settings, builder)
        log.info("Menunggu berkas di %s", settings.inbox)
        while rounds():
            wake.clear()
            pipeline.turn()
            wake.wait(SETTLING_SECONDS if pipeline.inbox.waiting() else SCAN_SECONDS)


def _make_room(settings: Settings) -> None:
    """A warehouse of an older Siger goes aside; the first round makes it anew from the archive."""
    try:
        aside = put_aside_outdated(settings)
    except WarehouseError as error:  # each step says so again, and waits
        log.error("%s", error)
        return
    if aside:
        log.warning(
            "Gudang dibuat oleh Siger versi lain dan disingkirkan sebagai %s; isinya dimuat ulang dari arsip. "
            "Berkas itu boleh dihapus setelah rilis berikutnya terbit.",
            aside.name,
        )


class _Watching:
    """The observer's thread, for the length of a with block; a system without events is served by the scan."""

    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer

    def __enter__(self) -> None:
        try:
            self._observer.start()
        except OSError as error:
            log.warning(
                "Tanpa pemberitahuan perubahan berkas (%s); kotak masuk diperiksa tiap %.0f detik",
                error,
                SCAN_SECONDS,
            )

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join(timeout=2)


@click.command(cls=Verb)
def pipeline() -> None:
    """Run the pipeline alone: what comes into the inbox is loaded, built and published until Ctrl-C.

    Example: SIGER_HOME=/srv/siger siger pipeline
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    with unneeded.hidden("pandas"):
        run(Settings.load())
