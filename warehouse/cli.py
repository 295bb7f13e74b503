"""The verbs `build`, `release`, `status` and `trace`: the warehouse from the command line."""

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
@JSON
def build(as_of: datetime | None, as_json: bool) -> None:
    """Build, audit and publish a release from what is loaded; nothing where nothing changed.

    Example: siger build
    """
    from warehouse.refresh import refresh
    from warehouse.release import current

    settings = Settings.load()
    try:
        with Progress() as progress:
            made = refresh(settings, as_of=as_of.date() if as_of else None, progress=progress)
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
    click.echo(_sentence(shown) if made else f"Tidak ada perubahan; rilis {shown.label} tetap dipakai.")


@click.group()
def release() -> None:
    """Published releases: list, show, go back, go on. Example: siger release list"""


@release.command("list", cls=Verb)
@JSON
def list_(as_json: bool) -> None:
    """Kept releases, newest first; * marks the one pages show.

    Example: siger release list
    """
    from warehouse.release import current, list_releases

    settings = Settings.load()
    kept, now = list_releases(settings), current(settings)
    if as_json:
        click.echo(json.dumps([one.as_json() | {"current": one == now} for one in kept], ensure_ascii=False))
        return
    for one in kept:
        mark = "*" if one == now else " "
        click.echo(
            f"{mark} {one.label:<12} {one.release_id}  {_wib(one.built_at)}  data {_month(one.data_month)}"
        )
    if not kept:
        click.echo("Belum ada rilis; jalankan: siger build")


@release.command(cls=Verb)
@click.argument("name", default="current")
@JSON
def show(name: str, as_json: bool) -> None:
    """One release by id, label or `current`: what it is made of and how long each step took.

    Example: siger release show 2026-10.4
    """
    from warehouse.release import find

    one = find(Settings.load(), name)
    if as_json:
        click.echo(json.dumps(one.as_json() | {"inputs": one.facts["inputs"]}, ensure_ascii=False))
        return
    click.echo(_sentence(one))
    for step, seconds in one.facts["seconds"].items():
        click.echo(f"  {step:<14} {seconds:8.2f} detik")
    for table, rows in sorted(one.facts["counts"].items()):
        click.echo(f"  {table:<40} {rows:>10} baris  {one.facts['fingerprints'][table]}")


@release.command(cls=Verb)
@click.argument("name", required=False)
@click.option(
    "--hold", is_flag=True, help="Stay there, also when new releases are built, until `siger release resume`."
)
@JSON
def rollback(name: str | None, hold: bool, as_json: bool) -> None:
    """Show an earlier release again; without a name, the one before the current.

    Example: siger release rollback 2026-10.3 --hold
    """
    from warehouse import release, writer

    settings = Settings.load()
    with writer.lock(settings):
        one = release.rollback(settings, name, hold=hold)
    if as_json:
        click.echo(json.dumps(one.as_json(), ensure_ascii=False))
        return
    click.echo(f"Halaman kini memakai rilis {one.label} ({one.release_id}).")
    click.echo("Ditahan sampai: siger release resume" if hold else "Rilis berikutnya akan menggantikannya.")


@release.command(cls=Verb)
@JSON
def resume(as_json: bool) -> None:
    """End a rollback: pages show the newest release again.

    Example: siger release resume
    """
    from warehouse import release, writer

    settings = Settings.load()
    with writer.lock(settings):
        one = release.resume(settings)
    click.echo(
        json.dumps(one.as_json(), ensure_ascii=False)
        if as_json
        else f"Halaman kini memakai rilis {one.label}."
    )


@click.command(cls=Verb)
@JSON
def status(as_json: bool) -> None:
    """What pages show, what waits, what failed last, whether the pipeline lives.

    Example: siger status
    """
    from warehouse.status import read_status

    now = read_status(Settings.load())
    if as_json:
        click.echo(json.dumps(now, ensure_ascii=False))
        return
    click.echo(f"Rilis      : {now['label'] or 'belum ada'}" + (" (ditahan)" if now["held"] else ""))
    click.echo(f"Bulan data : {now['data_month'] or '-'}")
    click.echo(f"Pengolah   : {now['pipeline']}")
    click.echo(f"Menunggu   : {', '.join(now['waiting']) or '-'}")
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
            click.echo(f"\r\033[Kmembangun {number}/{of} {what[:60]}", err=True, nl=False)
            self._said = tenth
        elif tenth > self._said:
            click.echo(f"membangun {number}/{of}", err=True)
            self._said = tenth


def _sentence(one: Release) -> str:
    seconds: Any = one.facts["seconds"].get("total", 0)
    return (
        f"Rilis {one.label} ({one.release_id}), data sampai {_month(one.data_month)}, "
        f"diterbitkan {_wib(one.built_at)} dalam {seconds:.1f} detik."
    )


def _wib(moment: datetime) -> str:
    from warehouse.clock import WIB

    return f"{moment.astimezone(WIB):%d-%m-%Y %H:%M} WIB"


def _month(month: date | None) -> str:
    return f"{month:%m-%Y}" if month else "-"
