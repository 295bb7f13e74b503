"""Sources: every version of a source's YAML, numbered per source; what the YAML says is ingest's to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select, update
from sqlalchemy.exc import IntegrityError

from warehouse.errors import DecisionRefused
from warehouse.state import audit, revision
from warehouse.state.database import utc_now
from warehouse.state.tables import sources

SIGER = "siger"
"""Who saved a version that came with Siger."""


@dataclass(frozen=True)
class Draft:
    """A version before it has a number; `words` is ingest's hash of what the YAML says."""

    source: str
    words: str
    title: str
    dataset: str
    yaml: str


@dataclass(frozen=True)
class Version(Draft):
    """One version as saved; `saved_at` is UTC, `shipped` means that it came with Siger, `applies` that it was asked to
    read what earlier versions loaded."""

    number: int
    shipped: bool
    applies: bool
    note: str
    saved_by: str
    saved_at: datetime


def save(engine: Engine, draft: Draft, by: str, note: str = "", action: str = "source.save") -> Version:
    """Keep a version under the next number of its source; writes the audit trail, counts the revision up.

    Raises DecisionRefused when the newest saved version says the same, or when another was saved at this moment.
    """
    try:
        with engine.begin() as connection:
            newest = _newest(connection, draft.source)
            if newest and newest.words == draft.words:
                raise DecisionRefused(
                    f"Isi sumber «{draft.source}» sama dengan versi {newest.number}; tidak ada yang perlu disimpan."
                )
            saved = _insert(connection, draft, shipped=False, by=by, note=note)
            audit.record(connection, by, action, draft.source, f"versi {saved.number} ({saved.words})")
            revision.bump(connection)
            return saved
    except IntegrityError as error:
        raise DecisionRefused(
            f"Versi lain dari «{draft.source}» disimpan pada saat yang sama; muat ulang halaman, lalu simpan lagi."
        ) from error


def apply(engine: Engine, source: str, by: str) -> Version:
    """Ask that the newest saved version also reads what earlier ones loaded; the pipeline does it at its next round."""
    with engine.begin() as connection:
        newest = _newest(connection, source)
        if newest is None:
            raise DecisionRefused(
                f"Sumber «{source}» belum punya versi tersimpan; berkasnya sudah dibaca dengan sumber bawaan Siger."
            )
        connection.execute(
            update(sources)
            .where(sources.c.source == source, sources.c.number == newest.number)
            .values(applies=True)
        )
        audit.record(connection, by, "source.apply", source, f"versi {newest.number}")
        revision.bump(connection)
        return newest


def applying(engine: Engine) -> list[str]:
    """Sources whose newest saved version is asked to read what earlier ones loaded."""
    return [version.source for version in newest(engine) if version.applies]


def note_shipped(engine: Engine, drafts: Iterable[Draft], note: str) -> None:
    """Keep the versions that came with Siger and are not known yet, so that the ledger's hashes lead to their YAML."""
    known = known_words(engine)
    new = [draft for draft in drafts if (draft.source, draft.words, True) not in known]
    if not new:
        return
    try:
        with engine.begin() as connection:
            last = dict(
                connection.execute(
                    select(sources.c.source, func.max(sources.c.number)).group_by(sources.c.source)
                )
                .tuples()
                .all()
            )
            made = [
                _version_of(draft, last.get(draft.source, 0) + 1, shipped=True, by=SIGER, note=note)
                for draft in new
            ]
            connection.execute(sources.insert(), [vars(version) for version in made])
    except IntegrityError:  # another process notes the same ones
        return


def known_words(engine: Engine) -> set[tuple[str, str, bool]]:
    """(source, words, shipped) of every version."""
    with engine.connect() as connection:
        found = connection.execute(select(sources.c.source, sources.c.words, sources.c.shipped))
        return {(row.source, row.words, row.shipped) for row in found}


def newest(engine: Engine) -> list[Version]:
    """The newest version of each source that was saved in the portal, by source."""
    last = (
        select(sources.c.source, func.max(sources.c.number).label("number"))
        .where(sources.c.shipped.is_(False))
        .group_by(sources.c.source)
        .subquery()
    )
    query = (
        select(sources)
        .join(last, (sources.c.source == last.c.source) & (sources.c.number == last.c.number))
        .order_by(sources.c.source)
    )
    with engine.connect() as connection:
        return [_version(row) for row in connection.execute(query).mappings()]


def history(engine: Engine, source: str) -> list[Version]:
    """All versions of a source, newest first."""
    query = select(sources).where(sources.c.source == source).order_by(sources.c.number.desc())
    with engine.connect() as connection:
        return [_version(row) for row in connection.execute(query).mappings()]


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Every version without its YAML, for raw.state_sources."""
    columns = [column for column in sources.c if column.name not in ("yaml", "applies")]
    query = select(*columns).order_by(sources.c.source, sources.c.number)
    return [dict[str, Any](row) for row in connection.execute(query).mappings()]


def _newest(connection: Connection, source: str) -> Version | None:
    query = (
        select(sources)
        .where(sources.c.source == source, sources.c.shipped.is_(False))
        .order_by(sources.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return _version(row) if row else None


def _version(row: RowMapping) -> Version:
    return Version(**dict[str, Any](row))


def _insert(connection: Connection, draft: Draft, *, shipped: bool, by: str, note: str) -> Version:
    last = connection.execute(
        select(func.max(sources.c.number)).where(sources.c.source == draft.source)
    ).scalar()
    version = _version_of(draft, (last or 0) + 1, shipped=shipped, by=by, note=note)
    connection.execute(sources.insert().values(**vars(version)))
    return version


def _version_of(draft: Draft, number: int, *, shipped: bool, by: str, note: str) -> Version:
    return Version(
        **vars(draft),
        number=number,
        shipped=shipped,
        applies=False,
        note=note,
        saved_by=by,
        saved_at=utc_now(),
    )
