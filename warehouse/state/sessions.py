"""Sessions: which browser is signed in as whom; ends at once, after 30 idle minutes, or after 10 hours."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, RowMapping, delete, select, update
from sqlalchemy.exc import OperationalError

from warehouse.access import Viewer
from warehouse.errors import StateUnavailable
from warehouse.state import audit
from warehouse.state.accounts import account_of
from warehouse.state.database import utc_now
from warehouse.state.tables import accounts, sessions, tickets

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
TICKET_LIFE = timedelta(seconds=30)
RENEW_AFTER = timedelta(minutes=1)
"""`seen_at` is written at most once a minute: a viewer who clicks costs no write each time."""


@dataclass(frozen=True)
class SignedIn:
    """A living session: whose it is now (name, role and agency as of this moment), and its digest."""

    viewer: Viewer
    digest: str
    must_change: bool
    seen_at: datetime
    ends_at: datetime


def digest(secret: str) -> str:
    """What is stored of a cookie or ticket: 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_ticket(engine: Engine, account: str, before: str) -> str:
    """A ticket for the account whose password was just right, for the browser that holds the `before` cookie."""
    ticket = secrets.token_urlsafe(32)
    now = utc_now()
    with engine.begin() as connection:
        connection.execute(delete(tickets).where(tickets.c.created_at < now - TICKET_LIFE))
        connection.execute(
            tickets.insert().values(
                digest=digest(ticket), before_digest=digest(before), account=account, created_at=now
            )
        )
    return ticket


def redeem(engine: Engine, ticket: str, before: str, browser: str) -> str | None:
    """Exchange a ticket for a session; returns the cookie's secret, or None when it is used, late or another's."""
    now = utc_now()
    with engine.begin() as connection:
        # read and used up in one statement: two exchanges at the same moment cannot both win
        row = connection.execute(
            delete(tickets)
            .where(tickets.c.digest == digest(ticket))
            .returning(tickets.c.account, tickets.c.before_digest, tickets.c.created_at)
        ).first()
        if row is None or row.before_digest != digest(before) or row.created_at < now - TICKET_LIFE:
            return None
        secret = secrets.token_urlsafe(32)
        connection.execute(delete(sessions).where(sessions.c.created_at < now - ABSOLUTE))
        connection.execute(
            sessions.insert().values(
                digest=digest(secret), account=row.account, created_at=now, seen_at=now, browser=browser[:120]
            )
        )
        audit.record(connection, row.account, "session.begin", row.account)
    return secret


_LOOKUP = select(
    sessions.c.digest, sessions.c.created_at.label("began_at"), sessions.c.seen_at, *accounts.c
).join_from(sessions, accounts)


def _row(engine: Engine, secret: str) -> RowMapping | None:
    try:
        with engine.connect() as connection:
            return connection.execute(_LOOKUP.where(sessions.c.digest == digest(secret))).mappings().first()
    except OperationalError as error:
        raise StateUnavailable from error


def find(engine: Engine, secret: str) -> SignedIn | None:
    """Whose session the cookie's secret is; None when it ended, is unknown, or the account is disabled.

    Raises StateUnavailable when the database does not answer: nobody is signed in by a fault.
    """
    now, row = utc_now(), _row(engine, secret)
    if row is None or row["disabled"] or row["seen_at"] < now - IDLE or row["began_at"] < now - ABSOLUTE:
        return None
    account = account_of(row)
    return SignedIn(
        account.viewer,
        row["digest"],
        account.must_change,
        row["seen_at"],
        min(row["seen_at"] + IDLE, row["began_at"] + ABSOLUTE),
    )


def lapsed(engine: Engine, secret: str) -> bool:
    """Whether a session that `find` no longer gives ended by time alone: its row still stands, its account may."""
    row = _row(engine, secret)
    return row is not None and not row["disabled"] and find(engine, secret) is None


def renew(engine: Engine, session: SignedIn) -> None:
    """The viewer did something: the idle time starts anew."""
    now = utc_now()
    if now - session.seen_at < RENEW_AFTER:
        return
    with engine.begin() as connection:
        connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(seen_at=now))


def end(engine: Engine, secret: str) -> None:
    """Sign out: the session is gone in every tab at once."""
    with engine.begin() as connection:
        row = connection.execute(
            delete(sessions).where(sessions.c.digest == digest(secret)).returning(sessions.c.account)
        ).first()
        if row is not None:
            audit.record(connection, row.account, "session.end", row.account)


def end_others(engine: Engine, session: SignedIn) -> int:
    """End every session of the account but this one; returns how many."""
    with engine.begin() as connection:
        gone = connection.execute(
            delete(sessions).where(
                sessions.c.account == session.viewer.account, sessions.c.digest != session.digest
            )
        )
        audit.record(connection, session.viewer.account, "session.end_others", session.viewer.account)
        return gone.rowcount


def end_all(engine: Engine) -> int:
    """End every session there is: after a restore, one that had been ended since the backup must not live again."""
    with engine.begin() as connection:
        connection.execute(delete(tickets))
        gone = connection.execute(delete(sessions))
        audit.record(connection, "siger restore", "session.end_all", "*")
        return gone.rowcount


def of_account(engine: Engine, account: str) -> list[dict[str, Any]]:
    """The living sessions of an account, newest first: digest, created_at, seen_at (UTC), browser."""
    now = utc_now()
    columns = (sessions.c.digest, sessions.c.created_at, sessions.c.seen_at, sessions.c.browser)
    query = (
        select(*columns)
        .where(
            sessions.c.account == account,
            sessions.c.seen_at >= now - IDLE,
            sessions.c.created_at >= now - ABSOLUTE,
        )
        .order_by(sessions.c.created_at.desc())
    )
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
