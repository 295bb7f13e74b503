"""The verb `release`: list, show, compare, verify, go back, go on."""

import json

import click

from warehouse.cli import JSON, Verb, month_of, sentence, wib
from warehouse.settings import Settings


@click.group()
def release() -> None:
    """Published releases: list, show, diff, verify, go back, go on. Example: siger release list"""


@release.command("list", cls=Verb)
@JSON
def list_(as_json: bool) -> None:
    """Kept releases, newest first; * marks the one pages show.

    Example: siger release list
    """
    from warehouse.release import current, list_releases
    from warehouse.retention import retained

    settings = Settings.load()
    kept, now, why = list_releases(settings), current(settings), retained(settings)
    if as_json:
        said = [one.as_json() | {"current": one == now, "kept_as": why.get(one.release_id)} for one in kept]
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    words = {
        "newest": "terbaru",
        "day": "harian",
        "month": "bulanan",
        "held": "ditahan",
        "current": "dipakai",
    }
    for one in kept:
        mark = "*" if one == now else " "
        click.echo(
            f"{mark} {one.label:<12} {one.release_id}  {wib(one.built_at)}  data {month_of(one.data_month)}"
            f"  {words.get(why.get(one.release_id, ''), 'segera dihapus')}"
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
        more = ("inputs", "versions", "deliveries", "nodes", "tests", "warnings", "files")
        made_of = {name: one.facts[name] for name in more if name in one.facts}
        click.echo(json.dumps(one.as_json() | made_of, ensure_ascii=False))
        return
    click.echo(sentence(one))
    tests = one.facts.get("tests", {})
    click.echo("  " + ", ".join(f"{name} {found}" for name, found in one.facts.get("versions", {}).items()))
    for dataset, came in one.facts.get("deliveries", {}).items():
        click.echo(f"  {dataset:<20} {came['files']:>6} berkas {came['rows']:>10} baris  {came['hash']}")
    click.echo(f"  uji: {sum(found == 'pass' for found in tests.values())} dari {len(tests)} lulus")
    for name, found in sorted(tests.items()):
        if found != "pass":
            click.echo(f"    {name}: {found}")
    for step, seconds in one.facts["seconds"].items():
        click.echo(f"  {step:<14} {seconds:8.2f} detik")
    for table, rows in sorted(one.facts["counts"].items()):
        click.echo(f"  {table:<40} {rows:>10} baris  {one.facts['fingerprints'][table]}")


@release.command(cls=Verb)
@click.argument("before")
@click.argument("after", default="current")
@JSON
def diff(before: str, after: str, as_json: bool) -> None:
    """Which tables changed from one kept release to another, and how many rows they have; without AFTER, to the current one.

    Example: siger release diff 2026-10.3 2026-10.4
    """
    from warehouse.difference import between
    from warehouse.release import find

    settings = Settings.load()
    found = between(find(settings, before), find(settings, after))
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    words = {"new": "baru", "gone": "hilang", "changed": "berubah"}
    for one in found.tables:
        rows = f"{_rows(one.rows_before)} → {_rows(one.rows_after)} baris"
        click.echo(f"{words[one.how]:<8} {one.table:<44} {rows}")
    click.echo(
        f"{found.before.label} → {found.after.label}: {len(found.tables)} tabel berbeda, {found.equal} sama; "
        f"masukan yang berubah: {', '.join(found.inputs) or '-'}"
    )


def _rows(count: int | None) -> str:
    return "-" if count is None else str(count)


@release.command(cls=Verb)
@click.argument("name", default="current")
@JSON
def verify(name: str, as_json: bool) -> None:
    """Read a release from end to end in a fresh process and hold it to its manifest; exit code 1 where it differs.

    Example: siger release verify 2026-10.4
    """
    from warehouse.release import find
    from warehouse.verify import differences

    one = find(Settings.load(), name)
    found = differences(one)
    if as_json:
        click.echo(json.dumps({"release_id": one.release_id, "differences": found}, ensure_ascii=False))
    elif not found:
        click.echo(
            f"Rilis {one.label} utuh: kedua berkas dan {len(one.facts['counts'])} tabel sama dengan manifesnya."
        )
    else:
        click.echo("\n".join(found))
    if found:
        raise SystemExit(1)


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
