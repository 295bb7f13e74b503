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


class Month(click.ParamType[int]):
    """A month written YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return months.month(value)
        except ValueError:
            self.fail(f"«{value}» bukan bulan; tulis misalnya 2026-10.", param, ctx)


@click.command("demo-exports")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--profile",
    type=click.Choice(list(SIZES)),
    default="small",
    show_default=True,
    help="Besar provinsi: 3.000 atau 25.000 pegawai.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1964,
    show_default=True,
    help="Benih acak; benih sama, berkas sama.",
)
@click.option(
    "--truth",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas kebenaran; bawaan: FOLDER.truth.json.",
)
@click.option("--until", type=Month(), default="2026-10", show_default=True, help="Bulan terakhir.")
@click.option(
    "--months", "span", type=click.IntRange(min=1, max=240), help="Jumlah bulan; bawaan menurut profil."
)
@click.option(
    "--month", "single", type=Month(), help="Tulis hanya penilaian dan capaian satu bulan sesudahnya."
)
@click.option(
    "--agency",
    type=click.Choice([a.code for a in agencies()]),
    metavar="KODE",
    help="Hanya perangkat daerah ini (dengan --month).",
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
    """Menulis ekspor aplikasi OPD dari provinsi contoh (semua orang rekaan) ke FOLDER.

    Contoh: siger demo-exports ekspor --profile small --seed 1964

    \b
    Bulan berikutnya satu OPD, untuk dilihat masuk:
      siger demo-exports susulan --month 2026-11 --agency dinkes
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
