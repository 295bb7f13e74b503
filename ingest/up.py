"""The verb `up`: pipeline, portal and public pages as one; with --demo over an invented province."""

import os
import socket
import sys
import time

import click

from ingest import demo_home
from warehouse.cli import Verb
from warehouse.errors import WarehouseError
from warehouse.settings import PROJECT, Settings
from warehouse.supervisor import Part, Supervisor

NAMES = {"pipeline": "Pengolah", "portal": "Portal", "transparency": "Transparansi"}
INNOCENT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONUNBUFFERED",
)
"""What the public process gets of the environment: no other variable, so no secret."""

DEMO_QUIET = "0.5"
"""Seconds a file must stand still in a demo: it is copied on one machine, not sent over a slow line."""


class PortTaken(WarehouseError):
    """A port that one of the apps needs is in use."""


@click.command(cls=Verb)
@click.option(
    "--demo", is_flag=True, help="Fill the home with an invented province first, unless it is there already."
)
@click.option("--only", type=click.Choice(list(NAMES)), help="Run one part alone.")
def up(demo: bool, only: str | None) -> None:
    """Run pipeline, portal and public pages until Ctrl-C; what dies is started again.

    Example: siger up --demo
    """
    settings = Settings.load()
    demo = demo or settings.demo or demo_home.is_demo(settings)
    settings = settings.model_copy(update={"demo": demo}).prepare()
    parts = [part for name, part in _parts(settings).items() if only in (None, name)]
    for part in parts:
        _need_port(part)
    if demo:
        demo_home.prepare(settings, _say)
    started = time.monotonic()

    def ready() -> None:
        for part in parts:
            if part.url:
                click.echo(f"{part.name}: {part.url}")
        if demo:
            click.echo(demo_home.accounts_text(settings))
        _say(f"siap dalam {time.monotonic() - started:.1f} detik; berhenti dengan Ctrl-C")
        sys.stdout.flush()

    Supervisor(parts, _say).run(ready)


def _parts(settings: Settings) -> dict[str, Part]:
    own = {
        **os.environ,
        "SIGER_HOME": str(settings.root),
        "SIGER_PORTAL_PORT": str(settings.portal_port),
        "SIGER_DEMO": "true" if settings.demo else "false",
    }
    if settings.demo:
        own.setdefault("SIGER_INBOX_QUIET_SECONDS", DEMO_QUIET)
    public = {name: os.environ[name] for name in INNOCENT if name in os.environ} | {
        "SIGER_PUBLISHED": str(settings.releases),
        "SIGER_PUBLIC_PORT": str(settings.public_port),
        "SIGER_DEMO": own["SIGER_DEMO"],
    }
    python = sys.executable
    return {
        "pipeline": Part("Pengolah", [python, str(PROJECT / "siger.py"), "pipeline"], own),
        "portal": Part("Portal", [python, "-m", "dashboard.portal_server"], own, _url(settings.portal_port)),
        "transparency": Part(
            "Transparansi",
            [python, "-m", "dashboard.transparency_server"],
            public,
            _url(settings.public_port),
        ),
    }


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _need_port(part: Part) -> None:
    if not part.url:
        return
    port = int(part.url.rsplit(":", 1)[1])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            variable = "SIGER_PORTAL_PORT" if part.name == "Portal" else "SIGER_PUBLIC_PORT"
            raise PortTaken(
                f"Port {port} untuk {part.name} sudah dipakai proses lain. Hentikan proses itu, atau pilih port lain: {variable}={port + 100}."
            ) from None


def _say(sentence: str) -> None:
    click.echo(f"siger: {sentence}", err=True)
