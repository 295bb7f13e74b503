"""Accounts: who may sign in, with which role and for which agency."""

import json
import os
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import IntegrityError

from warehouse.access import ROLES, Viewer
from warehouse.errors import AccountRefused
from warehouse.settings import Settings
from warehouse.state import audit, passwords
from warehouse.state.database import engine as open_state
from warehouse.state.database import utc_now
from warehouse.state.tables import accounts, sessions

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
DEMO = (
    ("pimpinan", "Pimpinan Daerah (demo)", "leadership", None),
    ("bkd", "Analis BKD (demo)", "hr_province", None),
    ("opd.dinkes", "Kepegawaian Dinas Kesehatan (demo)", "hr_agency", "dinkes"),
    ("opd.disdikbud", "Kepegawaian Dinas Pendidikan (demo)", "hr_agency", "disdikbud"),
    ("data", "Pengelola Data (demo)", "engineer", None),
    ("admin", "Administrator (demo)", "admin", None),
)


@dataclass(frozen=True)
class Account:
    """One account; `viewer` is what pages and queries decide by."""

    viewer: Viewer
    disabled: bool
    must_change: bool


def add(
    engine: Engine,
    name: str,
    display_name: str,
    role: str,
    agency_code: str | None = None,
    *,
    password: str | None = None,
    by: str = "command",
) -> str:
    """Make an account and return its password; without a given one it is random and must be changed at sign-in.

    Raises AccountRefused when name, role, agency or password are not acceptable or the name is taken.
    """
    name = normalise(name)
    if not NAME.fullmatch(name):
        raise AccountRefused(
            "Nama akun: 2 sampai 63 huruf kecil, angka, titik, garis bawah atau tanda hubung."
        )
    if role not in ROLES:
        raise AccountRefused(f"Peran {role} tidak dikenal. Yang ada: {', '.join(ROLES)}.")
    try:
        Viewer(name, display_name, role, agency_code)
    except ValueError as error:
        raise AccountRefused(
            "Peran hr_agency memerlukan kode perangkat daerah yang sah; peran lain tidak memakainya."
        ) from error
    chosen = password or passwords.one_time(name)
    hashed = passwords.hash_new(chosen, name)
    now = utc_now()
    try:
        with engine.begin() as connection:
            connection.execute(
                accounts.insert().values(
                    name=name,
                    display_name=display_name.strip() or name,
                    role=role,
                    agency_code=agency_code,
                    password_hash=hashed,
                    disabled=False,
                    must_change=password is None,
                    created_at=now,
                    changed_at=now,
                )
            )
            audit.record(connection, by, "account.add", name, f"{role} {agency_code or ''}".strip())
    except IntegrityError as error:
        raise AccountRefused(f"Akun {name} sudah ada.") from error
    return chosen


def normalise(name: str) -> str:
    """An account's name as it is stored and looked up: the sign-in form strips and lowers it as well."""
    return name.strip().lower()


def find(engine: Engine, name: str) -> Account | None:
    """The account of that name, disabled or not."""
    with engine.connect() as connection:
        row = (
            connection.execute(select(accounts).where(accounts.c.name == normalise(name))).mappings().first()
        )
    return None if row is None else account_of(row)


def everyone(engine: Engine) -> list[Account]:
    """All accounts by name."""
    with engine.connect() as connection:
        return [
            account_of(row)
            for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings()
        ]


def check(engine: Engine, name: str, password: str) -> Account | None:
    """The account when name and password belong together and it is not disabled; takes the same time otherwise."""
    with engine.connect() as connection:
        row = (
            connection.execute(select(accounts).where(accounts.c.name == normalise(name))).mappings().first()
        )
    if (
        not passwords.matches(password, row["password_hash"] if row else None)
        or row is None
        or row["disabled"]
    ):
        return None
    return account_of(row)


def change_password(
    engine: Engine, name: str, old: str, new: str, *, keep_session: str | None = None
) -> None:
    """The owner chooses a new password; every session but `keep_session` (a digest) ends.

    Raises AccountRefused when the old one is wrong or the new one not acceptable.
    """
    if check(engine, name, old) is None:
        raise AccountRefused("Kata sandi lama tidak cocok.")
    if passwords.normalise(old) == passwords.normalise(new):
        raise AccountRefused("Kata sandi baru harus berbeda dari yang lama.")
    hashed = passwords.hash_new(new, normalise(name))
    with engine.begin() as connection:
        _set(connection, name, password_hash=hashed, must_change=False)
        _end_sessions(connection, name, keep_session)
        audit.record(connection, normalise(name), "account.password", normalise(name))


def reset(engine: Engine, name: str, *, by: str = "command") -> str:
    """Give the account a one-time password, returned once, and end its sessions. Raises AccountRefused."""
    one_time = passwords.one_time(name)
    hashed = passwords.hash_new(one_time, normalise(name))
    with engine.begin() as connection:
        _set(connection, name, password_hash=hashed, must_change=True)
        _end_sessions(connection, name)
        audit.record(connection, by, "account.reset", normalise(name))
    return one_time


def set_disabled(engine: Engine, name: str, disabled: bool, *, by: str = "command") -> None:
    """Shut an account out, ending its sessions, or let it in again. Raises AccountRefused."""
    with engine.begin() as connection:
        _set(connection, name, disabled=disabled)
        if disabled:
            _end_sessions(connection, name)
        audit.record(connection, by, "account.disable" if disabled else "account.enable", normalise(name))


def make_demo_accounts(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, password, role) of the demo accounts, made when they are not there; also in demo-accounts.json (0600).

    Refused outside a demo home: invented people with known passwords have no place beside real data.
    """
    if not settings.demo:
        raise AccountRefused("Akun demo hanya ada di rumah data demo (SIGER_DEMO=1).")
    engine = open_state(settings)
    file = settings.root / "demo-accounts.json"
    kept = {entry["name"]: entry for entry in json.loads(file.read_text())} if file.exists() else {}
    made = []
    for name, display_name, role, agency_code in DEMO:
        if name in kept and check(engine, name, kept[name]["password"]):
            password = kept[name]["password"]
        elif find(engine, name):
            password = passwords.one_time(name)
            with engine.begin() as connection:
                _set(connection, name, password_hash=passwords.hash_new(password, name), must_change=False)
                audit.record(connection, "command", "account.reset", name, "demo")
        else:
            password = add(engine, name, display_name, role, agency_code, password=passwords.one_time(name))
        made.append((name, password, role))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump([{"name": n, "password": p, "role": r} for n, p, r in made], out, indent=2)
    return made


def account_of(row: Any) -> Account:
    """An Account from a row that holds the columns of the accounts table."""
    viewer = Viewer(row["name"], row["display_name"], row["role"], row["agency_code"])
    return Account(viewer, bool(row["disabled"]), bool(row["must_change"]))


def _set(connection: Connection, name: str, **values: object) -> None:
    changed = connection.execute(
        update(accounts).where(accounts.c.name == normalise(name)).values(changed_at=utc_now(), **values)
    )
    if changed.rowcount != 1:
        raise AccountRefused(f"Akun {normalise(name)} tidak ada.")


def _end_sessions(connection: Connection, name: str, keep: str | None = None) -> None:
    connection.execute(
        delete(sessions).where(sessions.c.account == normalise(name), sessions.c.digest != (keep or ""))
    )
