"""Intake: one file's journey, station by station: archive → read → lay out → map → check → load."""

import hashlib
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import archive, handout, judge, sandbox, source_store, template
from ingest.archive import Note, Receipt
from ingest.bench import Bench, Located
from ingest.deliveries import Deliveries
from ingest.errors import FileRefused
from ingest.ledger import Ledger
from ingest.load import Batch, load
from ingest.recognise import Recognised
from ingest.sandbox import Reading
from ingest.source import Source
from ingest.verdict import Verdict
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.state import deletions
from warehouse.state.database import engine, exists
from warehouse.writer import attached

# In a run over many files the warehouse is opened once for so many files, or for so long a wait of the first.
TOGETHER_FILES = 50
TOGETHER_SECONDS = 5.0


@dataclass(frozen=True)
class Fetched:
    """A file that is kept and read, or why it could not be read; `statements` are what its deliveries say of it."""

    path: Path
    statements: list[Receipt]
    work: Path | None = None
    reading: Reading | FileRefused | None = None
    """Null where there is nothing to read: the content is loaded already, or deleted."""
    again: list[Source] = field(default_factory=list)
    """The sources it was loaded by, where it is read again; empty where every source may recognise it."""
    is_new: bool = False
    """Nobody knew the content when it was read."""

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
        for _, verdicts in intake.take_all(deliveries, fail):
            for verdict in verdicts:
                waiting.pop(verdict.sha256, None)
            if all(verdict.status == "waiting" for verdict in verdicts):
                waiting[verdicts[0].sha256] = verdicts
            else:
                yield verdicts
    yield from waiting.values()


def retry(settings: Settings) -> list[Verdict]:
    """Take in again what no source could load so far, what this Siger reads otherwise than the one that loaded it, and
    what was deleted or restored."""
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


def apply(settings: Settings, source: str) -> list[Verdict]:
    """Load by the newest version of a source what an earlier version of it loaded: the explicit act."""
    with Intake(settings) as intake:
        return [
            verdict
            for sha256 in intake.ledger.of_earlier_version(source)
            for verdict in intake.take_anew(sha256)
        ]


class Intake:
    """A run over one or many files: one bench, one look into the ledger."""

    def __init__(
        self,
        settings: Settings,
        *,
        dry_run: bool = False,
        look_up: bool = True,
        sources: list[Source] | None = None,
    ) -> None:
        """`dry_run` keeps and loads nothing; without `look_up` the ledger is not read either (the portal's preview).

        `sources` stand in for those in force: a trial.
        """
        sandbox.warm()
        self.settings = settings
        self.dry_run = dry_run
        if not dry_run:
            source_store.note_shipped(settings)
        self.known = [*source_store.enabled(settings), *template.sources()] if sources is None else sources
        self.bench = Bench(self.known)
        there = look_up and (not dry_run or settings.warehouse.exists())
        self.ledger = (
            Ledger.read(settings, self.known, look_only=dry_run) if there else Ledger(settings, self.known)
        )
        self.deleted = deletions.standing(engine(settings)) if there and exists(settings) else {}
        self.deliveries = Deliveries(settings, self.bench, self.ledger)
        self._judged: list[tuple[Path, list[Batch]]] = []
        self.batches: list[Batch] = []
        """Those of the file taken last."""
        self.located: list[Located] = []
        """Its tables; their grids stay on the bench until the file is judged."""

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
        """Take in a content of the archive, by what its deliveries state and the versions that loaded it before.

        What is deleted takes the rest of its delivery along.
        """
        together = self.ledger.joined_with(sha256) if sha256 in self.deleted else set[str]()
        return [
            verdict
            for name in (sha256, *sorted(together))
            for verdict in self._take(self._read(self._kept(name), self._served(name)))
        ]

    def take_anew(self, sha256: str) -> list[Verdict]:
        """Take in a content of the archive as if it came today: every source's newest version may recognise it."""
        return self._take(self._read(self._kept(sha256)))

    def _kept(self, sha256: str) -> list[Receipt]:
        return archive.statements(self.settings, sha256) or self.deliveries.met(sha256)

    def _served(self, sha256: str) -> list[Source]:
        """The sources that a content was loaded by; empty where none was, or where it was taken out meanwhile."""
        if sha256 in self.ledger.entries and not self.ledger.is_deleted(sha256):
            return self.ledger.served_by(sha256)
        versions = archive.served(self.settings, sha256)
        found = [self.ledger.serving.source(source, version) for source, version in versions.items()]
        return [source for source in found if source]

    def take_all(
        self, deliveries: Iterable[tuple[Path, Note]], failed: Callable[[Path, Exception], None]
    ) -> Iterator[tuple[Path, list[Verdict]]]:
        """Take many files in, each read while the one before is judged; verdicts come when their rows are safe.

        What is our fault and not the file's goes to `failed`; a warehouse that cannot be opened is raised.
        """
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
    ) -> Iterator[tuple[Path, list[Verdict]]]:
        """Load what was judged; a file that cannot be loaded is told to `failed` instead of having verdicts."""
        faults = self._load()
        for path, fault in faults.items():
            failed(path, fault)
        yield from ((path, verdicts) for path, verdicts in held if path not in faults)

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
                again = self._served(receipt.sha256)
                return replace(self._read(statements, again), path=path)
        if receipt.sha256 not in self.deleted and self.ledger.is_loaded(receipt.sha256):
            return Fetched(path, [replace(receipt, note=note)])
        return replace(self._read(statements), path=path, is_new=True)

    def _read(self, statements: list[Receipt], again: Sequence[Source] = ()) -> Fetched:
        receipt = statements[-1]
        if receipt.sha256 in self.deleted:
            return Fetched(receipt.content, statements)
        work = Path(tempfile.mkdtemp(dir=self.bench.scratch))
        try:
            reading = sandbox.read(receipt.content, receipt.note.name, work)
        except FileRefused as fault:
            return Fetched(receipt.content, statements, work, fault, [*again])
        statements = [
            replace(one, note=note) for one in statements for note, _ in [handout.recall(one.note, reading)]
        ]
        _, reading = handout.recall(receipt.note, reading)
        if not reading.grids:
            empty = sandbox.refused(
                receipt.note.name, "empty", "tidak berisi tabel; ekspor ulang dari aplikasi asal."
            )
            return Fetched(receipt.content, statements, work, empty, [*again])
        return Fetched(receipt.content, statements, work, reading, [*again])

    def _judge(self, fetched: Fetched) -> list[Verdict]:
        """Lay out, map and check; rows wait on the bench until they are loaded."""
        is_kept = fetched.sha256 not in self.deleted
        if fetched.reading is None and is_kept:
            return self.ledger.verdicts(fetched.receipt)
        try:
            # read ahead while the same content was being judged
            loaded = fetched.is_new and is_kept and self.ledger.is_loaded(fetched.sha256)
            batches: list[Batch] = [] if loaded else self._delivered(fetched)
        finally:
            self.bench.clear()
            self.deliveries.clear()
            if fetched.work:
                shutil.rmtree(fetched.work, ignore_errors=True)
        if not batches:
            return self.ledger.verdicts(fetched.receipt)
        self.batches = batches
        self._judged.append((fetched.path, batches))
        return [batch.verdict for batch in batches]

    def _delivered(self, fetched: Fetched) -> list[Batch]:
        """The lines of a file, and those of the other files of its delivery that it changes.

        Empty where a newer version would take loaded rows away: then all stays as it is.
        """
        sha256 = fetched.sha256
        before = self.ledger.joined_by(sha256)
        lines = {sha256: self._lines(fetched)}
        if not fetched.again and sha256 not in self.deleted and self.ledger.would_lose(sha256, lines[sha256]):
            return []
        self.ledger.note(lines[sha256])
        touched = before ^ self.ledger.joined_by(sha256)
        for source in sorted({batch.source for batch in lines[sha256] if batch.part and batch.source}):
            for answers in self.deliveries.concerned(source, sha256):
                before = self.ledger.joined_by(answers)
                self._again(answers, lines)
                touched |= before ^ self.ledger.joined_by(answers)
        if sha256 in touched:
            lines[sha256] = self._lines(fetched)
            self.ledger.note(lines[sha256])
        for part in sorted(touched - lines.keys()):
            self._again(part, lines)
        return [batch for batches in lines.values() for batch in batches]

    def _again(self, sha256: str, lines: dict[str, list[Batch]]) -> None:
        """Judge another file anew, now that the ledger knows more."""
        lines[sha256] = self._lines(self._read(self._kept(sha256), self._served(sha256)))
        self.ledger.note(lines[sha256])

    def _lines(self, fetched: Fetched) -> list[Batch]:
        """A file's lines by the first of its statements that lets it be loaded, else by the last."""
        if deletion := self.deleted.get(fetched.sha256):
            return [judge.deleted(fetched.receipt, deletion)]
        self._know(fetched.again or self.known)
        batches: list[Batch] = []
        for receipt in fetched.statements:
            if isinstance(fetched.reading, Reading):
                batches = self.tables(receipt, fetched.reading)
            else:
                assert fetched.reading
                batches = [judge.refused(receipt, fetched.reading)]
            if any(batch.status in ("loaded", "waiting") for batch in batches):
                break
        return batches

    def _know(self, sources: list[Source]) -> None:
        if self.bench.sources != sources:
            self.bench.know(sources)

    def tables(self, receipt: Receipt, reading: Reading) -> list[Batch]:
        """Batches of a file that was read, one per table of ours."""
        tables = self.located = self.bench.lay_out(receipt, reading)
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
            count = sum(batch.rows.count for _, batches in judged for batch in batches if batch.rows)
            self.bench.expect(count)
            with attached(self.settings, self.bench.con):
                for path, batches in judged:
                    try:
                        load(self.bench.con, batches)
                        self._note_served(batches)
                    except Exception as fault:  # said of this file; the others go on
                        faults[path] = fault
                    for batch in batches:
                        if batch.rows:
                            batch.rows.drop()
        return faults

    def _note_served(self, batches: list[Batch]) -> None:
        for sha256 in {batch.file_sha256 for batch in batches}:
            versions = {
                batch.source: batch.source_version or ""
                for batch in batches
                if batch.file_sha256 == sha256 and batch.source and batch.status == "loaded"
            }
            if versions:
                archive.note_served(self.settings, sha256, versions)


def _digest(path: Path) -> str:
    """Content hash of a file that is only looked at."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
