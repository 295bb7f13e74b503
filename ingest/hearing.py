"""Hearing: what a kept file becomes: read, laid out, judged, together with the other files of its delivery."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import archive, handout, judge, sandbox, source_store, template
from ingest.archive import Receipt
from ingest.bench import Bench, Located
from ingest.deliveries import Deliveries
from ingest.errors import FileRefused
from ingest.ledger import Ledger
from ingest.load import Batch
from ingest.recognise import Recognised
from ingest.sandbox import Reading
from ingest.source import Source
from warehouse.settings import Settings
from warehouse.state import deletions
from warehouse.state.database import engine, exists


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


class Hearing:
    """One bench, one look into the ledger, for one or many files; loads nothing."""

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
        self.located: list[Located] = []
        """The tables of the file in hand; their grids stay on the bench until the file is judged."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bench.close()

    def read(self, statements: list[Receipt], again: Sequence[Source] = ()) -> Fetched:
        """Read a content in the child; `again` are the sources that loaded it before and read it now."""
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

    def delivered(self, fetched: Fetched) -> list[Batch]:
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
        lines[sha256] = self._lines(self.read(self.kept(sha256), self.served(sha256)))
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

    def kept(self, sha256: str) -> list[Receipt]:
        """What the deliveries of a content state."""
        return archive.statements(self.settings, sha256) or self.deliveries.met(sha256)

    def served(self, sha256: str) -> list[Source]:
        """The sources that a content was loaded by; empty where none was, or where it was taken out meanwhile."""
        if sha256 in self.ledger.entries and not self.ledger.is_deleted(sha256):
            return self.ledger.served_by(sha256)
        versions = archive.served(self.settings, sha256)
        found = [self.ledger.serving.source(source, version) for source, version in versions.items()]
        return [source for source in found if source]
