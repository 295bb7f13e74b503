"""Uploads: the files handed in through the portal and the verdicts that ingest passed on them."""

import json
from typing import Any

from sqlalchemy import Engine, select, update

from warehouse.access import Viewer
from warehouse.state import audit
from warehouse.state.database import utc_now
from warehouse.state.tables import uploads


def receive(
    engine: Engine, upload_id: str, account: str, file_name: str, size: int, agency_code: str | None = None
) -> None:
    """Note that a file has arrived and waits for the pipeline; `size` in bytes."""
    with engine.begin() as connection:
        connection.execute(
            uploads.insert().values(
                upload_id=upload_id,
                account=account,
                agency_code=agency_code,
                file_name=file_name,
                size=size,
                received_at=utc_now(),
            )
        )
        audit.record(connection, account, "upload.receive", upload_id, f"{size} bita")


def judge(engine: Engine, upload_id: str, verdicts: list[dict[str, Any]]) -> bool:
    """Store ingest's verdicts (one object per table) for an upload; False when no such upload is known."""
    with engine.begin() as connection:
        changed = connection.execute(
            update(uploads)
            .where(uploads.c.upload_id == upload_id)
            .values(judged_at=utc_now(), verdicts=json.dumps(verdicts, default=str, ensure_ascii=False))
        )
        return changed.rowcount == 1


def recent(engine: Engine, viewer: Viewer, limit: int = 50) -> list[dict[str, Any]]:
    """The newest uploads this viewer may see: an agency's HR those of the agency and the own ones, BKD, engineer and
    admin all, everybody else the own ones. Keys: upload_id, account, agency_code, file_name, size, received_at
    and judged_at (UTC), verdicts (list; empty while it waits)."""
    query = select(uploads).order_by(uploads.c.received_at.desc()).limit(limit)
    if viewer.role == "hr_agency":
        query = query.where(
            (uploads.c.agency_code == viewer.agency_code) | (uploads.c.account == viewer.account)
        )
    elif viewer.role not in ("hr_province", "engineer", "admin"):
        query = query.where(uploads.c.account == viewer.account)
    with engine.connect() as connection:
        return [
            dict[str, Any](row) | {"verdicts": json.loads(row["verdicts"]) if row["verdicts"] else []}
            for row in connection.execute(query).mappings()
        ]
