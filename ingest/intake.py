"""Intake: one file's journey, station by station: archive → read → lay out → map → check → load."""

import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from ingest import archive
from ingest.archive import Note, Receipt
from ingest.hearing import Fetched, Hearing
from ingest.load import Batch, load
from ingest.source import Source
from ingest.verdict import Verdict
from warehouse.errors import WarehouseError
from warehouse.fingerprint import of_file
from warehouse.settings import Settings
from warehouse.writer import attached

Coming = Iterable[tuple[Path, Callable[[], Fetched]]]
"""Files, each with what fetches it."""

# In a run over many files the warehouse is opened once for so many files, or for so long a wait of the first.
TOGETHER_FILES = 50
TOGETHER_SECONDS = 5.0


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


def rebuild(settings: Settings, progress: Callable[[int, int], None] | None = None) -> list[Verdict]:
    """Take every content of the archive in that the warehouse does not have: how a lost warehouse comes back.

    `progress` is told how many contents of how many are in.
    """

    def fail(_: Path, fault: Exception) -> None:
        raise fault

    found: list[Verdict] = []
    with Intake(settings) as intake:
        absent = [sha256 for sha256 in archive.kept(settings) if sha256 not in intake.ledger.entries]
        for number, (_, verdicts) in enumerate(intake.take_kept(absent, fail), 1):
            found += verdicts
            if progress:
                progress(number, len(absent))
    return found


def apply(settings: Settings, source: str) -> list[Verdict]:
    """Load by the newest version of a source what an earlier version of it loaded: the explicit act."""
    with Intake(settings) as intake:
        return [
            verdict
            for sha256 in intake.ledger.of_earlier_version(source)
            for verdict in intake.take_anew(sha256)
        ]


class Intake(Hearing):
    """A run over one or many files: archived, judged, loaded; the ledger is looked into once."""

    def __init__(
        self,
        settings: Settings,
        *,
        dry_run: bool = False,
        look_up: bool = True,
        sources: list[Source] | None = None,
    ) -> None:
        """As Hearing's."""
        super().__init__(settings, dry_run=dry_run, look_up=look_up, sources=sources)
        self._judged: list[tuple[Path, list[Batch]]] = []
        self.batches: list[Batch] = []
        """Those of the file taken last."""

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
            for verdict in self._take(self.read(self.kept(name), self.served(name)))
        ]

    def take_anew(self, sha256: str) -> list[Verdict]:
        """Take in a content of the archive as if it came today: every source's newest version may recognise it."""
        return self._take(self.read(self.kept(sha256)))

    def take_all(
        self, deliveries: Iterable[tuple[Path, Note]], failed: Callable[[Path, Exception], None]
    ) -> Iterator[tuple[Path, list[Verdict]]]:
        """Take many files in, each read while the one before is judged; verdicts come when their rows are safe.

        What is our fault and not the file's goes to `failed`; a warehouse that cannot be opened is raised.
        """
        yield from self._take_each(
            ((path, partial(self._fetch, path, note)) for path, note in deliveries), failed
        )

    def take_kept(
        self, contents: Iterable[str], failed: Callable[[Path, Exception], None]
    ) -> Iterator[tuple[Path, list[Verdict]]]:
        """The same for contents of the archive that the ledger does not know, each as `take_again`."""

        def fetch(sha256: str) -> Fetched:
            return self.read(self.kept(sha256), self.served(sha256))

        yield from self._take_each(
            ((self.settings.archive / sha256, partial(fetch, sha256)) for sha256 in contents), failed
        )

    def _take_each(
        self, coming: Coming, failed: Callable[[Path, Exception], None]
    ) -> Iterator[tuple[Path, list[Verdict]]]:
        held: list[tuple[Path, list[Verdict]]] = []
        since = time.monotonic()
        for path, fetched in self._ahead(coming):
            try:
                held.append((path, self._judge(replace(fetched.result(), path=path))))
            except Exception as fault:
                failed(path, fault)
            if len(held) >= TOGETHER_FILES or time.monotonic() - since > TOGETHER_SECONDS:
                yield from self._settle(held, failed)
                held.clear()
                since = time.monotonic()
        yield from self._settle(held, failed)

    def _ahead(self, coming: Coming) -> Iterator[tuple[Path, "Future[Fetched]"]]:
        """Files in order, the next one already on its way."""
        with ThreadPoolExecutor(max_workers=1) as reader:
            queue: deque[tuple[Path, Future[Fetched]]] = deque()
            for path, fetch in coming:
                queue.append((path, reader.submit(fetch)))
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
            receipt = Receipt(of_file(path), path, note, True)
            statements = [receipt]
        else:
            receipt = archive.keep(self.settings, path, note)
            statements = archive.statements(self.settings, receipt.sha256)
            # what came before the deliveries we know may have more to say than they
            if archive.receipts(self.settings, receipt.sha256)[-1].note != note:
                again = self.served(receipt.sha256)
                return replace(self.read(statements, again), path=path)
        if receipt.sha256 not in self.deleted and self.ledger.is_loaded(receipt.sha256):
            return Fetched(path, [replace(receipt, note=note)])
        return replace(self.read(statements), path=path, is_new=True)

    def _judge(self, fetched: Fetched) -> list[Verdict]:
        """Lay out, map and check; rows wait on the bench until they are loaded."""
        is_kept = fetched.sha256 not in self.deleted
        if fetched.reading is None and is_kept:
            return self.ledger.verdicts(fetched.receipt)
        try:
            # read ahead while the same content was being judged
            loaded = fetched.is_new and is_kept and self.ledger.is_loaded(fetched.sha256)
            batches = list[Batch]() if loaded else self.delivered(fetched)
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

    def _load(self) -> dict[Path, Exception]:
        """Load what was judged, one transaction per file, the warehouse opened once; faults by file."""
        judged = self._judged.copy()
        self._judged.clear()
        faults: dict[Path, Exception] = {}
        if judged and not self.dry_run:
            count = sum(batch.rows.count for _, batches in judged for batch in batches if batch.rows)
            self.bench.expect(count)
            with attached(self.settings, self.bench.con), self.bench.unordered():
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
