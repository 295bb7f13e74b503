"""Intake: one file's journey, station by station: archive → read → lay out → map → check → load."""

import hashlib
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import archive, judge, sandbox
from ingest import source as sources
from ingest.archive import Note, Receipt
from ingest.bench import Bench, Located
from ingest.deliveries import Deliveries
from ingest.errors import FileRefused
from ingest.ledger import Ledger
from ingest.load import Batch, load
from ingest.recognise import Recognised
from ingest.sandbox import Reading
from ingest.verdict import Verdict
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.state import deletions
from warehouse.state.database import engine
from warehouse.writer import writer

# In a run over many files the warehouse is opened once for so many files, or for so long a wait of the first.
TOGETHER_FILES = 50
TOGETHER_SECONDS = 5.0
MANY_ROWS = 500_000


@dataclass(frozen=True)
class Fetched:
    """A file that is kept and read, or why it could not be read; `statements` are what its deliveries say of it."""

    path: Path
    statements: list[Receipt]
    work: Path | None = None
    reading: Reading | FileRefused | None = None
    """Null where there is nothing to read: the content is loaded already, or deleted."""

    @property
    def receipt(self) -> Receipt:
        """The newest statement."""
        return self.statements[-1]

    @property
    def sha256(self) -> str:
        """Hash of the content."""
        return self.receipt.sha256


def ingest(
    settings: Settings,
    path: Path,
    *,
    sender: str | None = None,
    note: Note | None = None,
    dry_run: bool = False,
) -> list[Verdict]:
    """Take one file in; one verdict per table (for a delivery that became whole, those of all its files)."""
    with Intake(settings, dry_run=dry_run) as intake:
        return intake.take(path, note or Note(name=path.name, sender=sender))


def ingest_all(
    settings: Settings,
    paths: Iterable[Path],
    *,
    sender: str | None = None,
    dry_run: bool = False,
    failed: Callable[[Path, Exception], None] | None = None,
) -> Iterator[list[Verdict]]:
    """Take many files in, one list of verdicts per file; `waiting` is only said when no later file ended it.

    The next file is read while this one is judged. What is our fault and not the file's goes to `failed`, and the
    next file goes on; without `failed` it is raised. A warehouse that cannot be opened ends the run.
    """
    waiting: dict[str, list[Verdict]] = {}

    def fail(path: Path, fault: Exception) -> None:
        if failed is None or isinstance(fault, WarehouseError):
            raise fault
        failed(path, fault)

    with Intake(settings, dry_run=dry_run) as intake:
        deliveries = ((path, Note(name=path.name, sender=sender)) for path in paths)
        for verdicts in intake.take_all(deliveries, fail):
            for verdict in verdicts:
                waiting.pop(verdict.sha256, None)
            if all(verdict.status == "waiting" for verdict in verdicts):
                waiting[verdicts[0].sha256] = verdicts
            else:
                yield verdicts
    yield from waiting.values()


def retry(settings: Settings) -> list[Verdict]:
    """Take in again what today's sources or a decision let read otherwise.

    That is what is in the archive without source, loaded under a source that has changed since, deleted or restored.
    """
    with Intake(settings) as intake:
        ledger = intake.ledger
        stale = [
            sha256
            for sha256 in list(ledger.entries)
            if ledger.is_stale(sha256) or ledger.is_deleted(sha256) != (sha256 in intake.deleted)
        ]
        return [verdict for sha256 in stale for verdict in intake.take_again(sha256)]


def rebuild(settings: Settings) -> list[Verdict]:
    """Take every content of the archive in that the warehouse does not have: how a lost warehouse comes back."""
    with Intake(settings) as intake:
        absent = [sha256 for sha256 in archive.kept(settings) if sha256 not in intake.ledger.entries]
        return [verdict for sha256 in absent for verdict in intake.take_again(sha256)]


class Intake:
    """A run over one or many files: one bench, one look into the ledger."""

    def __init__(self, settings: Settings, *, dry_run: bool = False, look_up: bool = True) -> None:
        """`dry_run` keeps and loads nothing; without `look_up` the ledger is not read either (the portal's preview)."""
        self.settings = settings
        self.dry_run = dry_run
        known = sources.enabled()
        self.bench = Bench(known)
        there = look_up and (not dry_run or settings.warehouse.exists())
        self.ledger = Ledger.read(settings, known) if there else Ledger(known)
        self.deleted = deletions.standing(engine(settings)) if there else {}
        self.deliveries = Deliveries(settings, self.bench, self.ledger)
        self._judged: list[tuple[Path, list[Batch]]] = []
        self.batches: list[Batch] = []
        """Those of the file taken last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bench.close()

    def take(self, path: Path, note: Note) -> list[Verdict]:
        """Archive a file and take it in."""
        return self._take(self._fetch(path, note))

    def take_again(self, sha256: str) -> list[Verdict]:
        """Take in a content that the archive has, by what its deliveries state; with it what hangs on its deletion."""
        together = self.ledger.joined_with(sha256) if sha256 in self.deleted else set[str]()
        return [
            verdict
            for name in (sha256, *sorted(together))
            for verdict in self._take(self._read(archive.statements(self.settings, name)))
        ]

    def take_all(
        self, deliveries: Iterable[tuple[Path, Note]], failed: Callable[[Path, Exception], None]
    ) -> Iterator[list[Verdict]]:
        """Take many files in, each read while the one before is judged; verdicts come when their rows are safe."""
        held: list[tuple[Path, list[Verdict]]] = []
        since = time.monotonic()
        for path, coming in self._ahead(deliveries):
            try:
                held.append((path, self._judge(coming.result())))
            except Exception as fault:
                failed(path, fault)
            if len(held) >= TOGETHER_FILES or time.monotonic() - since > TOGETHER_SECONDS:
                yield from self._settle(held, failed)
                held.clear()
                since = time.monotonic()
        yield from self._settle(held, failed)

    def _ahead(self, deliveries: Iterable[tuple[Path, Note]]) -> Iterator[tuple[Path, "Future[Fetched]"]]:
        """Files in order, the next one already on its way."""
        with ThreadPoolExecutor(max_workers=1) as reader:
            queue: deque[tuple[Path, Future[Fetched]]] = deque()
            for path, note in deliveries:
                queue.append((path, reader.submit(self._fetch, path, note)))
                if len(queue) > 1:
                    yield queue.popleft()
            yield from queue

    def _settle(
        self, held: list[tuple[Path, list[Verdict]]], failed: Callable[[Path, Exception], None]
    ) -> Iterator[list[Verdict]]:
        """Load what was judged; a file that cannot be loaded is told to `failed` instead of having verdicts."""
        faults = self._load()
        for path, fault in faults.items():
            failed(path, fault)
        yield from (verdicts for path, verdicts in held if path not in faults)

    def _take(self, fetched: Fetched) -> list[Verdict]:
        verdicts = self._judge(fetched)
        for fault in self._load().values():
            raise fault
        return verdicts

    def _fetch(self, path: Path, note: Note) -> Fetched:
        """Keep the file, then read it in the child unless its content is loaded already."""
        if self.dry_run:
            receipt = Receipt(_digest(path), path, note, True)
            statements = [receipt]
        else:
            receipt = archive.keep(self.settings, path, note)
            statements = archive.statements(self.settings, receipt.sha256)
            # what came before the deliveries we know may have more to say than they
            if archive.receipts(self.settings, receipt.sha256)[-1].note != note:
                return replace(self._read(statements), path=path)
        if self.ledger.is_loaded(receipt.sha256):
            return Fetched(path, [replace(receipt, note=note)])
        return replace(self._read(statements), path=path)

    def _read(self, statements: list[Receipt]) -> Fetched:
        receipt = statements[-1]
        if receipt.sha256 in self.deleted:
            return Fetched(receipt.content, statements)
        work = Path(tempfile.mkdtemp(dir=self.bench.scratch))
        try:
            reading: Reading | FileRefused = sandbox.read(receipt.content, receipt.note.name, work)
        except FileRefused as fault:
            reading = fault
        if isinstance(reading, Reading) and not reading.grids:
            reading = sandbox.refused(
                receipt.note.name, "empty", "tidak berisi tabel; ekspor ulang dari aplikasi asal."
            )
        return Fetched(receipt.content, statements, work, reading)

    def _judge(self, fetched: Fetched) -> list[Verdict]:
        """Lay out, map and check; rows wait on the bench until they are loaded."""
        sha256 = fetched.sha256
        if fetched.reading is None and sha256 not in self.deleted:
            return self.ledger.verdicts(fetched.receipt)
        try:
            batches = self._delivered(fetched)
        finally:
            self.bench.clear()
            self.deliveries.clear()
            if fetched.work:
                shutil.rmtree(fetched.work, ignore_errors=True)
        self.batches = batches
        self._judged.append((fetched.path, batches))
        return [batch.verdict for batch in batches]

    def _delivered(self, fetched: Fetched) -> list[Batch]:
        """The lines of a file, and those of the other files of its delivery that it changes."""
        before = self.ledger.joined_by(fetched.sha256)
        lines = {fetched.sha256: self._lines(fetched)}
        self.ledger.note(lines[fetched.sha256])
        touched = before ^ self.ledger.joined_by(fetched.sha256)
        sources = {batch.source for batch in lines[fetched.sha256] if batch.part}
        for source in (source for source in self.bench.sources if source.source in sources):
            for answers in self.deliveries.concerned(source, fetched.sha256):
                before = self.ledger.joined_by(answers)
                self._again(answers, lines)
                touched |= before ^ self.ledger.joined_by(answers)
        if fetched.sha256 in touched:
            lines[fetched.sha256] = self._lines(fetched)
            self.ledger.note(lines[fetched.sha256])
        for part in sorted(touched - lines.keys()):
            self._again(part, lines)
        return [batch for batches in lines.values() for batch in batches]

    def _again(self, sha256: str, lines: dict[str, list[Batch]]) -> None:
        """Judge another file anew, now that the ledger knows more."""
        known = archive.statements(self.settings, sha256) or self.deliveries.met(sha256)
        fetched = self._read(known)
        lines[sha256] = self._lines(fetched)
        self.ledger.note(lines[sha256])

    def _lines(self, fetched: Fetched) -> list[Batch]:
        """A file's lines by the first of its statements that lets it be loaded, else by the last."""
        if deletion := self.deleted.get(fetched.sha256):
            return [judge.deleted(fetched.receipt, deletion)]
        batches: list[Batch] = []
        for receipt in fetched.statements:
            if isinstance(fetched.reading, Reading):
                batches = self._tables(receipt, fetched.reading)
            else:
                assert fetched.reading
                batches = [judge.refused(receipt, fetched.reading)]
            if any(batch.status in ("loaded", "waiting") for batch in batches):
                break
        return batches

    def _tables(self, receipt: Receipt, reading: Reading) -> list[Batch]:
        tables = self.bench.lay_out(receipt, reading)
        known = [found for found in tables if isinstance(found.is_a, Recognised)]
        if not known:
            return [judge.unknown(receipt, tables)]
        others = [found for found in tables if found not in known]
        info = [line for found in others for line in self.bench.lines(found)]
        unread = [found.grid.sheet for found in others if found.grid.sheet]
        batches: list[Batch] = []
        joined: dict[str, list[Located]] = {}
        for found in known:
            if found.source.delivery:
                joined.setdefault(found.source.source, []).append(found)
            else:
                batches.append(judge.table(self.bench, found, info, [] if batches else unread))
        return batches + [batch for parts in joined.values() for batch in self.deliveries.judge(parts)]

    def _load(self) -> dict[Path, Exception]:
        """Load what was judged, one transaction per file, the warehouse opened once; faults by file."""
        judged = self._judged.copy()
        self._judged.clear()
        faults: dict[Path, Exception] = {}
        if judged and not self.dry_run:
            with writer(self.settings) as con:
                if (
                    sum(batch.rows.count for _, batches in judged for batch in batches if batch.rows)
                    < MANY_ROWS
                ):
                    con.execute("set threads = 1")  # a second one costs more than it does
                for path, batches in judged:
                    try:
                        load(con, batches)
                    except Exception as fault:  # said of this file; the others go on
                        faults[path] = fault
                    for batch in batches:
                        if batch.rows:
                            batch.rows.drop()
        return faults


def _digest(path: Path) -> str:
    """Content hash of a file that is only looked at."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
