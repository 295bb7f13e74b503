"""Ledger: what the warehouse already knows of each content, read once per run and kept up while it goes on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self, cast

from ingest.archive import Receipt
from ingest.load import Batch
from ingest.source import Source
from ingest.verdict import LedgerStatus, Status, Verdict
from warehouse.settings import Settings
from warehouse.writer import writer


@dataclass(frozen=True)
class Entry:
    """One line of raw.batches, as far as later files need it."""

    sheet: str | None
    dataset: str | None
    source: str | None
    version: str | None
    status: LedgerStatus
    reason: str | None
    reason_code: str | None
    part: str | None
    joined: tuple[str, ...]
    received_at: datetime
    sender: str | None


class Ledger:
    """Entries per content hash, in order of receipt."""

    def __init__(self, sources: list[Source]) -> None:
        self.versions = {source.source: source.version for source in sources}
        self.entries: dict[str, list[Entry]] = {}

    @classmethod
    def read(cls, settings: Settings, sources: list[Source]) -> Self:
        """What raw.batches holds; waits for the writer's lock."""
        ledger = cls(sources)
        with writer(settings) as con:
            rows = con.execute(
                "select file_sha256, sheet, dataset, source, source_version, status, reason, reason_code, part,"
                " coalesce(string_split(joined, '+'), []), received_at, sender"
                " from raw.batches order by received_at, file_sha256, sheet"
            ).fetchall()
        for sha256, *known, joined, received_at, sender in rows:
            values: list[Any] = [*known, tuple(joined), received_at.replace(tzinfo=UTC), sender]
            ledger.entries.setdefault(sha256, []).append(Entry(*values))
        return ledger

    def is_stale(self, sha256: str) -> bool:
        """True when today's sources may read the content better than its entries say."""
        return any(
            entry.status == "no-source"
            or (entry.source is not None and self.versions.get(entry.source) != entry.version)
            for entry in self.entries.get(sha256, [])
        )

    def is_loaded(self, sha256: str) -> bool:
        """True when the content is loaded under the current version of its source: nothing is left to do."""
        entries = self.entries.get(sha256, [])
        return any(entry.status == "loaded" for entry in entries) and not self.is_stale(sha256)

    def is_deleted(self, sha256: str) -> bool:
        """True when the ledger says that the content was taken out."""
        return any(entry.status == "deleted" for entry in self.entries.get(sha256, []))

    def parts(self, source: str, part: str) -> dict[str, Entry]:
        """Content → entry of the files that bring one part of a source's deliveries."""
        return {
            sha256: entry
            for sha256, entries in self.entries.items()
            for entry in entries
            if entry.source == source and entry.part == part
        }

    def joined_with(self, sha256: str) -> set[str]:
        """The other files of the deliveries that a content is part of."""
        together: set[str] = set()
        for other, entries in self.entries.items():
            for entry in entries:
                if entry.joined and sha256 in (other, *entry.joined):
                    together |= {other, *entry.joined}
        return together - {sha256}

    def joined_by(self, sha256: str) -> set[str]:
        """The files that the answers of a content were joined with."""
        return {other for entry in self.entries.get(sha256, []) for other in entry.joined}

    def is_joined(self, sha256: str) -> bool:
        """True when loaded answers were joined with this content."""
        return any(sha256 in entry.joined for entries in self.entries.values() for entry in entries)

    def note(self, batches: list[Batch]) -> None:
        """Keep up with what is being loaded."""
        for sha256 in {batch.file_sha256 for batch in batches}:
            self.entries.pop(sha256, None)
        for batch in batches:
            self.entries.setdefault(batch.file_sha256, []).append(
                Entry(
                    batch.sheet,
                    batch.dataset,
                    batch.source,
                    batch.source_version,
                    batch.status,
                    batch.reason,
                    batch.reason_code,
                    batch.part,
                    tuple(batch.joined.split("+")) if batch.joined else (),
                    batch.received_at,
                    batch.sender,
                )
            )

    def verdicts(self, receipt: Receipt) -> list[Verdict]:
        """Verdicts for a content that is here already: nothing changes."""
        return [
            Verdict(
                file=receipt.note.name,
                sha256=receipt.sha256,
                sheet=entry.sheet,
                dataset=entry.dataset,
                source=entry.source,
                source_version=entry.version,
                status=_told(entry.status),
                rows_read=None,
                rows_loaded=None,
                rows_quarantined=None,
                rows_not_data=None,
                reason="Berkas dengan isi yang sama sudah dimuat; tidak ada yang berubah."
                if entry.status == "loaded"
                else entry.reason,
                reason_code="duplicate" if entry.status == "loaded" else entry.reason_code,
                received_at=datetime.now(UTC),
            )
            for entry in self.entries[receipt.sha256]
        ]


def _told(status: LedgerStatus) -> Status:
    """What whoever sends a content again is told."""
    told: dict[LedgerStatus, Status] = {"loaded": "duplicate", "deleted": "refused"}
    return told.get(status, cast("Status", status))
