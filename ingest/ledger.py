"""Ledger: what the warehouse already knows of each content, read once per run and kept up while it goes on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from ingest.archive import Receipt
from ingest.load import Batch
from ingest.source import Source
from ingest.verdict import Status, Verdict
from warehouse.settings import Settings
from warehouse.writer import reader, writer


@dataclass(frozen=True)
class Entry:
    """One line of raw.batches, as far as later files need it."""

    sheet: str | None
    dataset: str | None
    source: str | None
    version: str | None
    status: Status
    reason: str | None
    reason_code: str | None


class Ledger:
    """Entries per content hash, in order of receipt."""

    def __init__(self, sources: list[Source]) -> None:
        self.versions = {source.source: source.version for source in sources}
        self.entries: dict[str, list[Entry]] = {}

    @classmethod
    def read(cls, settings: Settings, sources: list[Source], *, look_only: bool = False) -> Self:
        """What raw.batches holds; waits for the writer's lock. `look_only` leaves no trace, not even in times of files."""
        ledger = cls(sources)
        with reader(settings) if look_only else writer(settings) as con:
            rows = con.execute(
                "select file_sha256, sheet, dataset, source, source_version, status, reason, reason_code"
                " from raw.batches order by received_at"
            ).fetchall()
        for sha256, *entry in rows:
            ledger.entries.setdefault(sha256, []).append(Entry(*entry))
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

    def of_source(self, source: str) -> list[str]:
        """Contents that wait for or belong to loaded deliveries of a source, newest first."""
        return [
            sha256
            for sha256, entries in reversed(self.entries.items())
            if any(entry.source == source and entry.status in ("waiting", "loaded") for entry in entries)
        ]

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
                status="duplicate" if entry.status == "loaded" else entry.status,
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
