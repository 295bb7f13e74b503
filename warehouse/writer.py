"""Writer: the one read-write connection to warehouse.duckdb, and the lock that makes it the only one.

DuckDB's own file lock is not enough: any descriptor of the file that this process closes drops it (POSIX
locks belong to the process). So the lock is a file of its own, and nothing but the connection opens the
database file. flock frees itself when its holder is killed; no lock file has ever to be removed by hand.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb
from filelock import FileLock, Timeout

from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseOutdated
from warehouse.quoting import literal
from warehouse.settings import Settings

Opened = TypeVar("Opened")
SCHEMA = Path(__file__).with_name("schema.sql")
WAIT_SECONDS = 60.0
ENGINE = {
    "threads": 2,
    "memory_limit": "3GB",
    # a new warehouse is written with the engine's newest encodings: a fifth cheaper; an older one stays as it is
    "storage_compatibility_version": "latest",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@dataclass(frozen=True)
class Holder:
    """Who has the lock: written into the lock file by whoever gets it."""

    pid: int
    command: str
    since: datetime

    def __str__(self) -> str:
        age = (datetime.now(UTC) - self.since).total_seconds()
        return f"{self.command} (pid {self.pid}, sejak {age:.0f} detik yang lalu)"


@contextmanager
def lock(settings: Settings, *, wait: float = WAIT_SECONDS, command: str = "") -> Generator[None]:
    """Hold the warehouse's lock: every load, build and publish runs inside it.

    `command` names the holder to others (default: the command line). Raises WarehouseBusy after `wait` seconds.
    """
    settings.prepare()

    def sign(descriptor: int) -> None:
        note = {"pid": os.getpid(), "command": command or _command(), "since": datetime.now(UTC).isoformat()}
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(note).encode(), 0)

    held = FileLock(
        settings.lock,
        mode=0o600,
        fallback_to_soft=False,
        preserve_lock_file=True,
        poll_interval=0.1,
        on_acquired=sign,
    )
    try:
        held.acquire(timeout=wait)
    except Timeout:
        raise WarehouseBusy(str(holder_note(settings) or "proses lain"), wait) from None
    try:
        yield
    finally:
        held.release()


@contextmanager
def connection(settings: Settings) -> Generator[duckdb.DuckDBPyConnection]:
    """The read-write connection, raw schema applied. Only inside `lock`; closing it checkpoints the file."""
    con = _open(
        settings,
        lambda scratch: duckdb.connect(settings.warehouse, config={**ENGINE, "temp_directory": scratch}),
    )
    try:
        _apply_schema(con, settings)
        yield con
    finally:
        con.close()


@contextmanager
def attached(
    settings: Settings, con: duckdb.DuckDBPyConnection, *, wait: float = WAIT_SECONDS, command: str = ""
) -> Generator[None]:
    """The warehouse as the default database of a connection that lives in memory, under the lock.

    What lies in the connection's temporary tables goes over without leaving DuckDB. Detaching checkpoints the file.
    """
    with lock(settings, wait=wait, command=command):
        _open(settings, lambda _: con.execute(f"attach {literal(settings.warehouse)} as warehouse"))
        try:
            con.execute("use warehouse")
            _apply_schema(con, settings)
            yield
        finally:
            con.execute("use memory")
            con.execute("detach warehouse")


COLUMNS = (
    "select table_name, column_name, data_type from duckdb_columns()"
    " where database_name = current_database() and schema_name = 'raw' order by all"
)


def _apply_schema(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the raw tables that are not there; raises WarehouseOutdated where one differs.

    The file is marked with the schema it was held against, so that this is done once and not at every step.
    """
    schema, mark = _schema()
    with suppress(duckdb.CatalogException):
        if con.execute("from main.schema_mark").fetchall() == [(mark,)]:
            return
    con.execute(schema)
    _need_this_schema(con, settings)
    con.execute("create or replace table main.schema_mark as select $mark as schema_sha256", {"mark": mark})


@cache
def _schema() -> tuple[str, str]:
    """schema.sql and its hash: read once, asked at every step."""
    text = SCHEMA.read_text(encoding="utf-8")
    return text, hashlib.sha256(text.encode()).hexdigest()


@cache
def _columns() -> list[tuple[str, str, str]]:
    """The columns that schema.sql makes."""
    with duckdb.connect(":memory:") as con:
        return con.execute(_schema()[0]).execute(COLUMNS).fetchall()


def _need_this_schema(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """`create table if not exists` leaves an older table as it is; raises WarehouseOutdated for one that differs."""
    here, wanted = con.execute(COLUMNS).fetchall(), _columns()
    different = {table for table, *_ in set(wanted) ^ set(here)} & {table for table, *_ in wanted}
    if different:
        raise WarehouseOutdated(settings.warehouse.name, sorted(different))


def put_aside_outdated(settings: Settings) -> Path | None:
    """Move a warehouse of another raw schema out of the way, under a dated name; its new place, None where all is well.

    It is derived: whoever calls this makes it anew from archive and portal state.
    """
    if not settings.warehouse.exists():
        return None
    try:
        with writer(settings, command="siger pipeline"):
            return None
    except WarehouseOutdated:
        aside = settings.warehouse.with_name(
            f"{settings.warehouse.stem}-lama-{datetime.now(UTC):%Y%m%dT%H%M%SZ}{settings.warehouse.suffix}"
        )
    with lock(settings, command="siger pipeline"):
        settings.warehouse.rename(aside)
        settings.warehouse.with_name(f"{settings.warehouse.name}.wal").unlink(missing_ok=True)
    return aside


@contextmanager
def writer(
    settings: Settings, *, wait: float = WAIT_SECONDS, command: str = ""
) -> Generator[duckdb.DuckDBPyConnection]:
    """`lock` and `connection` in one: what a loader needs."""
    with lock(settings, wait=wait, command=command), connection(settings) as con:
        yield con


@contextmanager
def reader(settings: Settings, *, wait: float = WAIT_SECONDS) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection that cannot write, while no writer works: for a look that must leave no trace."""
    held = FileLock(settings.lock, timeout=wait, fallback_to_soft=False, preserve_lock_file=True)
    try:
        held.acquire()
    except Timeout:
        raise WarehouseBusy(str(holder_note(settings) or "proses lain"), wait) from None
    try:
        with duckdb.connect(settings.warehouse, read_only=True, config=dict(ENGINE)) as con:
            _need_this_schema(con, settings)
            yield con
    finally:
        held.release()


def holder(settings: Settings) -> Holder | None:
    """Who holds the lock right now; None when it is free."""
    if not settings.lock.exists():
        return None
    try:
        with FileLock(settings.lock, timeout=0, fallback_to_soft=False, preserve_lock_file=True):
            return None
    except Timeout:
        return holder_note(settings) or Holder(0, "proses lain", datetime.now(UTC))


def holder_note(settings: Settings) -> Holder | None:
    """The note in the lock file; it outlives its writer, so it says nothing about the lock being held."""
    try:
        note = json.loads(settings.lock.read_text(encoding="utf-8"))
        return Holder(int(note["pid"]), str(note["command"]), datetime.fromisoformat(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _command() -> str:
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]]).strip() or "python"


def _open(settings: Settings, how: Callable[[str], Opened]) -> Opened:
    """Open the file; a builder whose parent was killed may keep it open for the second it needs to notice."""
    scratch = settings.root / "tmp"
    scratch.mkdir(mode=0o700, exist_ok=True)
    give_up = time.monotonic() + 10
    while True:
        try:
            opened = how(str(scratch))
            with suppress(OSError):
                settings.warehouse.chmod(0o600)
            return opened
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise WarehouseError(
                    f"{settings.warehouse.name} tidak dapat dibuka: berkasnya rusak atau bukan gudang Siger. "
                    "Jalankan siger rebuild: isinya dimuat ulang dari arsip."
                ) from error
            if time.monotonic() > give_up:
                raise WarehouseBusy("proses lain yang membuka berkasnya langsung", 10) from error
            time.sleep(0.1)
