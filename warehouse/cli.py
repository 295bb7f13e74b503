"""The verbs `build`, `status` and `trace`: the warehouse from the command line."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click
from pydantic import ValidationError

from warehouse.errors import BuildFailed, NoRelease, WarehouseError
from warehouse.release import Release
from warehouse.settings import Settings

JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable, on standard output.")


class Verb(click.Command):
    """A command whose refusals are one sentence on standard error, exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WarehouseError as error:
            raise click.ClickException(str(error)) from error
        except ValidationError as error:
            names = ", ".join(f"SIGER_{part}".upper() for fault in error.errors() for part in fault["loc"])
            raise click.ClickException(
                f"Nilai {names} tidak dapat dipakai; perbaiki atau hapus variabel itu."
            ) from error


@click.command(cls=Verb)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day the figures speak for; default: newest file's."
)
@click.option("--afresh", is_flag=True, help="Make every table anew, also where nothing changed.")
@JSON
def build(as_of: datetime | None, afresh: bool, as_json: bool) -> None:
    """Build, audit and publish a release from what is loaded; nothing where nothing changed.

    Example: siger build
    """
    from warehouse.refresh import refresh
    from warehouse.release import current

    settings = Settings.load()
    try:
        with Progress() as progress:
            made = refresh(settings, as_of=as_of.date() if as_of else None, afresh=afresh, progress=progress)
    except BuildFailed as error:
        for line in error.details:
            click.echo(f"  {line}", err=True)
        raise
    shown = made or current(settings)
    if shown is None:
        raise NoRelease(
            "Belum ada berkas yang dimuat, jadi belum ada yang dibangun; mulai dengan: siger ingest FILE…"
        )
    if as_json:
        click.echo(json.dumps(shown.as_json(), ensure_ascii=False))
        return
    click.echo(sentence(shown) if made else f"Tidak ada perubahan; rilis {shown.label} tetap dipakai.")


@click.command(cls=Verb)
@JSON
def status(as_json: bool) -> None:
    """What pages show, what waits, what failed last, whether the pipeline lives.

    Example: siger status
    """
    from warehouse.status import disk_use, read_status

    settings = Settings.load()
    now = read_status(settings) | {"disk": disk_use(settings)}
    if as_json:
        click.echo(json.dumps(now, ensure_ascii=False))
        return
    click.echo(f"Rilis      : {now['label'] or 'belum ada'}" + (" (ditahan)" if now["held"] else ""))
    click.echo(f"Bulan data : {now['data_month'] or '-'}")
    click.echo(f"Pengolah   : {now['pipeline']}")
    click.echo(f"Menunggu   : {', '.join(now['waiting']) or '-'}")
    click.echo(f"Ruang disk : {disk_sentence(now['disk'])}")
    failure = now["last_failure"]
    click.echo(f"Kegagalan  : {failure['at'] + ' ' + failure['reason'] if failure else '-'}")


@click.command(cls=Verb)
@click.argument("mart")
@click.argument("key", nargs=-1, required=True, metavar="COLUMN=VALUE…")
@click.option("--release", "name", default="current", help="Id or label of a kept release.")
@JSON
def trace(mart: str, key: tuple[str, ...], name: str, as_json: bool) -> None:
    """Lead a figure back to files, sheets and rows, with the model, rules and tests that made it.

    Example: siger trace fct_agency_month agency_code=dinkes month=2026-10-01
    """
    from warehouse.provenance import ReleaseReader, trace
    from warehouse.release import find

    wrong = [pair for pair in key if "=" not in pair]
    if wrong:
        raise click.UsageError(f"{wrong[0]}: tulis kolom=nilai, misalnya month=2026-10-01.")
    with ReleaseReader(find(Settings.load(), name)) as reader:
        found = trace(reader, mart, dict(pair.split("=", 1) for pair in key))
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, default=str) if as_json else found.as_text())


class Progress:
    """A build's progress: one redrawn line on a terminal, a line every tenth in a pipe; always on standard error."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._said = -1

    def __enter__(self) -> Callable[[str, int, int], None]:
        return self._say

    def __exit__(self, *_: object) -> None:
        if self._live and self._said >= 0:
            click.echo("\r\033[K", err=True, nl=False)

    def _say(self, what: str, number: int, of: int) -> None:
        tenth = 10 * number // max(of, 1)
        if self._live:
            click.echo(f"\r\033[K{number}/{of} {what[:60]}", err=True, nl=False)
            self._said = tenth
        elif tenth > self._said or number == 1:
            click.echo(f"{number}/{of} {what[:60]}", err=True)
            self._said = tenth


def disk_sentence(used: dict[str, int]) -> str:
    """What lies on the disk, in one line."""
    return (
        f"arsip {used['archive'] / 1e6:.0f} MB, gudang {used['warehouse'] / 1e6:.0f} MB, "
        f"{used['kept']} rilis {used['releases'] / 1e6:.0f} MB, tersisa {used['free'] / 1e9:.1f} GB"
    )


def sentence(one: Release) -> str:
    """A release in one line."""
    seconds: Any = one.facts["seconds"].get("total", 0)
    return (
        f"Rilis {one.label} ({one.release_id}), data sampai {month_of(one.data_month)}, "
        f"diterbitkan {wib(one.built_at)} dalam {seconds:.1f} detik."
    )


def wib(moment: datetime) -> str:
    """A moment as the clock in Lampung shows it."""
    from warehouse.clock import WIB

    return f"{moment.astimezone(WIB):%d-%m-%Y %H:%M} WIB"


def month_of(month: date | None) -> str:
    """The data month, a dash without one."""
    return f"{month:%m-%Y}" if month else "-"
