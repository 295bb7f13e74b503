"""Doctor: checks this machine and this home directory; one line each, with what to do."""

import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

import click

from warehouse import release, writer
from warehouse.cli import Verb, disk_sentence
from warehouse.settings import PROJECT, Settings
from warehouse.status import disk_use, pipeline_state

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)([^\\\n]*)", re.M)
LEAST_FREE = 2 * 10**9


class Fault(Exception):
    """What is wrong, and the remedy; both stand in str()."""


@click.command(cls=Verb)
def doctor() -> None:
    """Check Python, packages, home, disk, lock, release and ports; exit code 1 where one is wrong.

    Example: siger doctor
    """
    settings = Settings.load()
    sound = True
    for name, check in CHECKS.items():
        try:
            click.echo(f"baik   {name}: {check(settings)}")
        except Fault as fault:
            sound = False
            click.echo(f"SALAH  {name}: {fault}")
    if not sound:
        raise click.exceptions.Exit(1)


def python(settings: Settings) -> str:
    """3.11 to 3.13: dbt-core 1.11 does not import on 3.14."""
    found = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Fault(f"{found}. Pasang dengan Python 3.11, 3.12 atau 3.13: make PYTHON=python3.12 install")
    return found


def packages(settings: Settings) -> str:
    """What is installed is what the lock names."""
    pins = list(_pins((PROJECT / "requirements.lock").read_text(encoding="utf-8")))
    wrong = [
        f"{name} {found or 'tidak ada'}, bukan {wanted}"
        for name, wanted in pins
        if (found := _installed(name)) != wanted
    ]
    if wrong:
        raise Fault(f"{'; '.join(wrong[:3])}{' …' if len(wrong) > 3 else ''}. Pasang ulang: make install")
    return f"{len(pins)} paket sesuai requirements.lock"


def home(settings: Settings) -> str:
    """The home directory can be written."""
    try:
        probe = settings.prepare().root / ".doctor"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise Fault(
            f"{settings.root} tidak dapat ditulis ({error.strerror}). Beri hak tulis, atau atur SIGER_HOME."
        ) from None
    return str(settings.root)


def disk(settings: Settings) -> str:
    """Room for a build: three times the release there is, and some to live."""
    now = release.current(settings)
    needed = LEAST_FREE + (3 * (now.internal.stat().st_size + now.public.stat().st_size) if now else 0)
    free = shutil.disk_usage(settings.root).free
    if free < needed:
        raise Fault(f"tersisa {free / 1e9:.1f} GB, perlu {needed / 1e9:.1f} GB. Kosongkan ruang disk.")
    return disk_sentence(disk_use(settings))


def lock(settings: Settings) -> str:
    """Nobody holds the warehouse for ever."""
    holder = writer.holder(settings)
    return f"dipegang {holder}" if holder else "bebas"


def pointer(settings: Settings) -> str:
    """The pointer names a whole release and its files open."""
    now = release.current(settings)
    if now is None:
        return "belum ada rilis; jalankan: siger build"
    named = settings.pointer.read_text(encoding="utf-8").strip() if settings.pointer.exists() else ""
    if named != now.release_id:
        raise Fault(
            f"penunjuk menyebut {named[:40] or 'kosong'}, yang dipakai {now.label}. Perbaiki: siger release resume"
        )
    import duckdb

    for path in (now.internal, now.public):
        try:
            with duckdb.connect(path, read_only=True) as con:
                con.execute("select count(*) from duckdb_tables()").fetchone()
        except duckdb.Error:
            raise Fault(
                f"{now.label}/{path.name} tidak dapat dibuka. Kembali ke rilis lain: siger release rollback"
            ) from None
    return f"{now.label} ({now.release_id})"


def portal_state(settings: Settings) -> str:
    """Accounts and decisions open."""
    from sqlalchemy.exc import SQLAlchemyError

    from warehouse.state import revision
    from warehouse.state.database import engine

    try:
        return f"revisi {revision.current(engine(settings))}"
    except (SQLAlchemyError, OSError) as error:
        raise Fault(
            f"keadaan portal tidak dapat dibuka ({type(error).__name__}). Pulihkan portal.sqlite dari cadangan."
        ) from None


def ports(settings: Settings) -> str:
    """The two ports are free, or ours already answer there."""
    said = []
    for name, port, variable in (
        ("portal", settings.portal_port, "SIGER_PORTAL_PORT"),
        ("transparansi", settings.public_port, "SIGER_PUBLIC_PORT"),
    ):
        with socket.socket() as probe:
            probe.settimeout(1)
            taken = probe.connect_ex(("127.0.0.1", port)) == 0
        if taken and pipeline_state(settings) == "down":
            raise Fault(f"{port} ({name}) dipakai proses lain. Hentikan, atau atur {variable}.")
        said.append(f"{name} {port} {'melayani' if taken else 'bebas'}")
    return ", ".join(said)


CHECKS: dict[str, Callable[[Settings], str]] = {
    "python": python,
    "paket": packages,
    "rumah data": home,
    "disk": disk,
    "kunci": lock,
    "rilis": pointer,
    "keadaan portal": portal_state,
    "porta": ports,
}


def _pins(text: str) -> Iterator[tuple[str, str]]:
    """Names and versions of a lock that hold on this machine."""
    from packaging.markers import Marker

    for name, wanted, rest in PIN.findall(text):
        marker = rest.partition(";")[2].strip()
        if not marker or Marker(marker).evaluate():
            yield name, wanted


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
