"""Ledger: what the warehouse already knows of each content, read once per run and kept up while it goes on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self, cast

from ingest.archive import Receipt
from ingest.load import Batch
from ingest.source import Source
from ingest.source_store import Serving
from ingest.verdict import LedgerStatus, Status, Verdict
from warehouse.settings import Settings
from warehouse.writer import reader, writer


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


UNRECOGNISED = ("not_a_dataset", "ambiguous_source", "no_header")
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
                "select file_sha256, sheet, dataset, source, source_version, status, reason, reason_code, part,"
                " coalesce(string_split(joined, '+'), []), received_at, sender"
                " from raw.batches order by received_at, file_sha256, sheet"
            ).fetchall()
        for sha256, *known, joined, received_at, sender in rows:
            values: list[Any] = [*known, tuple(joined), received_at.replace(tzinfo=UTC), sender]
            ledger.entries.setdefault(sha256, []).append(Entry(*values))
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
