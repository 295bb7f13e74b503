"""Ledger: what the warehouse already knows of each content, read once per run and kept up while it goes on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from ingest.archive import Receipt
from ingest.load import Batch
from ingest.source import Source
from ingest.source_store import Serving
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


UNRECOGNISED = ("not_a_dataset", "ambiguous_source")
"""Refusals that another source may end."""


class Ledger:
    """Entries per content hash, in order of receipt."""

    def __init__(self, settings: Settings, sources: list[Source]) -> None:
        self.sources = {source.source: source for source in sources}
        self.serving = Serving(settings)
        self.entries: dict[str, list[Entry]] = {}

    @classmethod
    def read(cls, settings: Settings, sources: list[Source], *, look_only: bool = False) -> Self:
        """What raw.batches holds; waits for the writer's lock. `look_only` leaves no trace, not even in times of files."""
        ledger = cls(settings, sources)
        with reader(settings) if look_only else writer(settings) as con:
            rows = con.execute(
                "select file_sha256, sheet, dataset, source, source_version, status, reason, reason_code"
                " from raw.batches order by received_at"
            ).fetchall()
        for sha256, *entry in rows:
            ledger.entries.setdefault(sha256, []).append(Entry(*entry))
        return ledger

    def is_stale(self, sha256: str) -> bool:
        """True when the content should be read again by itself: nothing of it could be loaded so far and the sources
        have changed, or this Siger reads the source's words in another way than the one that loaded it.

        A new version of a source is no reason: a version keeps serving the files it loaded.
        """
        return any(map(self._is_stale, self.entries.get(sha256, [])))

    def _is_stale(self, entry: Entry) -> bool:
        if entry.status == "no-source" or entry.reason_code in UNRECOGNISED:
            return True
        if entry.source is None:
            return False
        if entry.status != "loaded":
            return self._version(entry) != entry.version
        serving = self.serving.source(entry.source, entry.version or "")
        return serving is not None and serving.version != entry.version

    def is_loaded(self, sha256: str) -> bool:
        """True when nothing is left to do: the content is loaded under the newest version of its source, or under
        one that is switched off."""
        entries = self.entries.get(sha256, [])
        return any(entry.status == "loaded" for entry in entries) and not any(
            entry.source in self.sources and self._version(entry) != entry.version for entry in entries
        )

    def served_by(self, sha256: str) -> list[Source]:
        """The sources that read a loaded content again; empty when nothing of it is loaded."""
        entries = [entry for entry in self.entries.get(sha256, []) if entry.source]
        if not any(entry.status == "loaded" for entry in entries):
            return []
        found = {entry.source: self._reads(entry) for entry in entries}
        return [source for source in found.values() if source]

    def _reads(self, entry: Entry) -> Source | None:
        assert entry.source
        if entry.status != "loaded":
            return self.sources.get(entry.source)
        return self.serving.source(entry.source, entry.version or "")

    def _version(self, entry: Entry) -> str | None:
        """The newest version of the entry's source; null when it is switched off."""
        source = self.sources.get(entry.source or "")
        return source.version if source else None

    def of_earlier_version(self, source: str) -> list[str]:
        """Contents that an earlier version of a source loaded, in order of receipt."""
        newest = self.sources.get(source)
        return [
            sha256
            for sha256, entries in self.entries.items()
            if newest
            and any(
                entry.source == source and entry.status == "loaded" and entry.version != newest.version
                for entry in entries
            )
        ]

    def would_lose(self, sha256: str, batches: list[Batch]) -> bool:
        """True when rows are loaded that `batches` would take away without putting any in their place."""
        return any(entry.status == "loaded" for entry in self.entries.get(sha256, [])) and not any(
            batch.file_sha256 == sha256 and batch.status == "loaded" for batch in batches
        )

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
