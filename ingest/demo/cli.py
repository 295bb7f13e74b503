"""The command `siger demo-exports`: writes the demo province's exports and its truth file."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from ingest.demo import months
from ingest.demo.delivery import Ask, Delivery
from ingest.demo.exports.export import Export
from ingest.demo.province import SIZES, agencies
from ingest.demo.truth import Truth


def _month(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """A month written YYYY-MM."""
    try:
        return None if value is None else months.month(value)
    except ValueError:
        raise click.BadParameter(f"«{value}» bukan bulan; tulis misalnya 2026-10.") from None


@click.command("demo-exports")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--profile",
    type=click.Choice(list(SIZES)),
    default="small",
    show_default=True,
    help="3,000 staff × 24 months, 25,000 × 36, 25,000 × 120.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1964,
    show_default=True,
    help="The same seed gives the same files.",
)
@click.option(
    "--truth",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Truth file; default: FOLDER.truth.json.",
)
@click.option(
    "--until", callback=_month, metavar="YYYY-MM", default="2026-10", show_default=True, help="Last month."
)
@click.option(
    "--months", "span", type=click.IntRange(min=1, max=240), help="Number of months; default: the profile's."
)
@click.option(
    "--month",
    "single",
    callback=_month,
    metavar="YYYY-MM",
    help="Only the appraisals and achievements of this one month.",
)
@click.option(
    "--agency",
    type=click.Choice([a.code for a in agencies()]),
    metavar="CODE",
    help="Only this agency (with --month).",
)
def demo_exports(
    folder: Path,
    profile: str,
    seed: int,
    truth: Path | None,
    until: int,
    span: int | None,
    single: int | None,
    agency: str | None,
) -> None:
    """Write what the applications of an invented province would export into FOLDER, one folder per agency.

    What was planted, and what a correct intake finds, goes to the truth file beside it.

    \b
    Example:
      siger demo-exports ekspor --profile small --seed 1964
    The month after of one agency, to see it arrive in an open page:
      siger demo-exports data/inbox --month 2026-11 --agency dinkes
    """
    ask = Ask(profile, seed, until, span or SIZES[profile][1])
    known = Truth()
    delivery = Delivery(ask, known)
    count = 0
    for export in _single(delivery, single, agency) if single is not None else _all(delivery):
        export.write(folder)
        known.file(export)
        count += 1
    if single is None:
        target = truth or folder.with_name(f"{folder.name}.truth.json")
        said = asdict(ask) | {"until": months.iso(ask.until)}
        known.write(target, said, delivery.roster, delivery.effects)
        click.echo(f"{count} berkas di {folder}, kebenarannya di {target}", err=True)
    else:
        click.echo(f"{count} berkas di {folder}", err=True)


def _all(delivery: Delivery) -> Iterator[Export]:
    for m in range(delivery.roster.start, delivery.roster.until + 1):
        yield from delivery.month(m)


def _single(delivery: Delivery, m: int, agency: str | None) -> Iterator[Export]:
    yield from delivery.appraisals(m, agency)
    yield from delivery.achievements(m, agency)
