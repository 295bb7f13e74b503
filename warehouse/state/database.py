"""The portal state's database: SQLite in the home directory, or PostgreSQL by URL; brought up to date on opening."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Engine, create_engine, event, inspect, make_url, text

from warehouse.settings import Settings

State = Engine
"""The opened portal state: what the functions of this package take first. Dashboards pass it on and never query it."""

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0003"
"""The newest migration. Known here so that an up-to-date state opens without loading alembic (0.4 s)."""


def utc_now() -> datetime:
    """The moment in UTC without zone, as every time in the state is kept (SQLite knows no zones)."""
    return datetime.now(UTC).replace(tzinfo=None)


def exists(settings: Settings) -> bool:
    """False for a home that has no state yet: whoever only looks must not make one."""
    url = make_url(settings.state_url)
    return url.get_backend_name() != "sqlite" or (url.database is not None and Path(url.database).exists())


def engine(settings: Settings) -> Engine:
    """The state of this home directory, opened once per process and migrated to the newest schema."""
    return _opened(settings.state_url, settings.root)


@lru_cache(maxsize=8)
def _opened(url: str, root: Path) -> Engine:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = create_engine(url)
    if opened.dialect.name == "sqlite":
        database = make_url(url).database
        if database and database != ":memory:":
            Path(database).touch(mode=0o600)  # names and password hashes: for the user who runs Siger alone
        event.listen(opened, "connect", _set_sqlite)
    with FileLock(root / "portal.lock"):  # portal and pipeline may start at the same moment
        migrate(opened)
    return opened


def _set_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode = wal", "foreign_keys = on", "busy_timeout = 5000", "synchronous = normal"):
        connection.execute(f"pragma {pragma}")


def migrate(opened: Engine) -> None:
    """Bring the schema to HEAD; does nothing when it is there already."""
    if _version(opened) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with opened.begin() as connection:
        if (
            opened.dialect.name == "sqlite"
        ):  # whose driver opens no transaction for DDL: a kill would leave half a schema
            connection.exec_driver_sql("begin immediate")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(opened: Engine) -> str | None:
    if not inspect(opened).has_table("alembic_version"):
        return None
    with opened.connect() as connection:
        return connection.execute(text("select version_num from alembic_version")).scalar()
