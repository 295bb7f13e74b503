"""Deletions: files that an authorised person took out of the figures; the archive keeps their content."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, select

from warehouse.access import Viewer
from warehouse.errors import DecisionRefused
from warehouse.state import audit, revision
from warehouse.state.database import utc_now
from warehouse.state.tables import deletions

DELETERS = ("hr_province", "admin")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Deletion:
    """A content that does not count: who decided so, when (UTC) and why."""

    sha256: str
    deleted_by: str
    deleted_at: datetime
    reason: str


def remove(engine: Engine, sha256: str, account: Viewer, reason: str) -> None:
    """Take a content out of the figures from the next release on; written into the audit trail.

    Raises DecisionRefused when the role may not, no reason is given, or the content is deleted already.
    """
    _need_deleter(account)
    if not SHA256.fullmatch(sha256):
        raise DecisionRefused("Berkas disebut dengan sidik isinya: 64 angka dan huruf a–f.")
    if not reason.strip():
        raise DecisionRefused("Tuliskan alasan penghapusan berkas.")
    if sha256 in standing(engine):
        raise DecisionRefused("Berkas itu sudah dihapus.")
    with engine.begin() as connection:
        connection.execute(
            deletions.insert().values(
                sha256=sha256, deleted_by=account.account, deleted_at=utc_now(), reason=reason.strip()
            )
        )
        audit.record(connection, account.account, "file.delete", sha256, reason.strip())
        revision.bump(connection)


def restore(engine: Engine, sha256: str, account: Viewer, reason: str = "") -> None:
    """Let a deleted content count again from the next release on; raises DecisionRefused where it is not deleted."""
    _need_deleter(account)
    with engine.begin() as connection:
        gone = connection.execute(delete(deletions).where(deletions.c.sha256 == sha256))
        if gone.rowcount != 1:
            raise DecisionRefused("Berkas itu tidak sedang dihapus, jadi tidak ada yang dipulihkan.")
        audit.record(connection, account.account, "file.restore", sha256, reason.strip())
        revision.bump(connection)


def standing(engine: Engine) -> dict[str, Deletion]:
    """The deletions in force, by content hash."""
    with engine.connect() as connection:
        rows = connection.execute(select(deletions).order_by(deletions.c.sha256))
        return {row.sha256: Deletion(row.sha256, row.deleted_by, row.deleted_at, row.reason) for row in rows}


def _need_deleter(account: Viewer) -> None:
    if account.role not in DELETERS:
        raise DecisionRefused("Berkas hanya dihapus atau dipulihkan oleh BKD atau administrator.")
