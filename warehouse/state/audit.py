"""The audit trail: who did what, when, to which subject; never a personal value or a secret."""

from typing import Any

from sqlalchemy import Connection, Engine, select

from warehouse.state.database import utc_now
from warehouse.state.tables import audit


def record(connection: Connection, account: str, action: str, subject: str, detail: str = "") -> None:
    """Add one entry, in the transaction of the deed itself: no deed without entry, no entry without deed."""
    connection.execute(
        audit.insert().values(at=utc_now(), account=account, action=action, subject=subject, detail=detail)
    )


def recent(engine: Engine, limit: int = 100) -> list[dict[str, Any]]:
    """The newest entries first: at (UTC), account, action, subject, detail."""
    columns = (audit.c.at, audit.c.account, audit.c.action, audit.c.subject, audit.c.detail)
    with engine.connect() as connection:
        found = connection.execute(select(*columns).order_by(audit.c.id.desc()).limit(limit))
        return [dict(row) for row in found.mappings()]
