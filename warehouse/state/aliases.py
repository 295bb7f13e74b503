"""Aliases: spellings of an agency's name that somebody connected with the agency meant."""

from typing import Any

from sqlalchemy import Engine, delete, select

from warehouse.access import AGENCY_CODE, Viewer
from warehouse.errors import DecisionRefused
from warehouse.state import audit, revision
from warehouse.state.database import utc_now
from warehouse.state.tables import aliases

DECIDERS = ("hr_province", "admin")
PROVINCE = "pemprov-lampung"


def connect(
    engine: Engine, alias: str, agency_code: str, account: Viewer, government: str = PROVINCE
) -> None:
    """Let a spelling mean an agency from the next release on; a later decision replaces an earlier one.

    `alias` as fct_unknown_agency gives it. Raises DecisionRefused when role, spelling or code are not acceptable.
    """
    if account.role not in DECIDERS:
        raise DecisionRefused("Ejaan perangkat daerah hanya disambungkan oleh BKD atau administrator.")
    if not alias.strip() or len(alias) > 300:
        raise DecisionRefused("Ejaan yang disambungkan harus berisi 1 sampai 300 huruf.")
    if not AGENCY_CODE.fullmatch(agency_code):
        raise DecisionRefused("Pilih perangkat daerah yang dimaksud.")
    known = (aliases.c.government == government) & (aliases.c.alias == alias.strip())
    with engine.begin() as connection:
        connection.execute(delete(aliases).where(known))
        connection.execute(
            aliases.insert().values(
                government=government,
                alias=alias.strip(),
                agency_code=agency_code,
                decided_by=account.account,
                decided_at=utc_now(),
            )
        )
        audit.record(connection, account.account, "alias.connect", alias.strip()[:200], agency_code)
        revision.bump(connection)


def disconnect(engine: Engine, alias: str, account: Viewer, government: str = PROVINCE) -> None:
    """Take a decision back; raises DecisionRefused where there is none."""
    if account.role not in DECIDERS:
        raise DecisionRefused("Ejaan perangkat daerah hanya diputus oleh BKD atau administrator.")
    known = (aliases.c.government == government) & (aliases.c.alias == alias)
    with engine.begin() as connection:
        if connection.execute(delete(aliases).where(known)).rowcount != 1:
            raise DecisionRefused("Ejaan itu tidak sedang disambungkan.")
        audit.record(connection, account.account, "alias.disconnect", alias[:200])
        revision.bump(connection)


def decided(engine: Engine) -> list[dict[str, Any]]:
    """All decisions, newest first: government, alias, agency_code, decided_by, decided_at (UTC)."""
    with engine.connect() as connection:
        rows = connection.execute(select(aliases).order_by(aliases.c.decided_at.desc(), aliases.c.alias))
        return [dict(row) for row in rows.mappings()]
