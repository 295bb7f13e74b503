"""Verdict: what became of one table of one file; exactly the object that `siger ingest --json` prints."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

Status = Literal["loaded", "refused", "duplicate", "no-source", "waiting"]
LedgerStatus = Literal["loaded", "refused", "duplicate", "no-source", "waiting", "deleted"]
"""The ledger also knows what was deleted; whoever sends such a file is told that it is refused."""


@dataclass(frozen=True)
class Verdict:
    """rows_read = rows_loaded + rows_quarantined + rows_not_data; counts are null where nothing was counted."""

    file: str
    sha256: str
    sheet: str | None
    dataset: str | None
    source: str | None
    source_version: str | None
    status: Status
    rows_read: int | None
    rows_loaded: int | None
    rows_quarantined: int | None
    rows_not_data: int | None
    reason: str | None
    """One Indonesian sentence."""
    reason_code: str | None
    received_at: datetime

    @property
    def is_bad_input(self) -> bool:
        """The sender has something to do before this table can be loaded."""
        return self.status in ("refused", "no-source")

    def as_json(self) -> dict[str, object]:
        """The fields as JSON values; time as UTC text."""
        return {
            **asdict(self),
            "received_at": self.received_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
