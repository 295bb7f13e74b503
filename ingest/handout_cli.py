"""The verbs `siger reject-file` and `siger template`: what an agency gets from us, from the command line."""

import sys
from pathlib import Path

import click

from ingest import rejects
from ingest import template as templates
from ingest.dataset import datasets
from ingest.errors import IngestError
from ingest.reject_file import reject_file
from warehouse.settings import Settings

BAD_INPUT = 2


@click.command(
    epilog="""\b
Example:
  siger reject-file "Rekap Mei 2026.xlsx" --out untuk-dinkes.xlsx"""
)
@click.argument("asked", metavar="SHA256|NAME")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write it; default: here, named after the file."
)
@click.option("--sheet", help="One sheet alone; default: every sheet with refused rows.")
def reject(asked: str, out: Path | None, sheet: str | None) -> None:
    """Write the refused rows of a file as a workbook to mend and send again."""
    settings = Settings.load()
    try:
        sha256 = rejects.find(settings, asked)
        content = reject_file(settings, sha256, sheet)
    except IngestError as fault:
        click.echo(str(fault), err=True)
        sys.exit(BAD_INPUT)
    _write(out or Path(rejects.file_name(rejects.name_of(settings, sha256))), content)


@click.command(
    epilog="""\b
Example:
  siger template appraisals --out penilaian.xlsx"""
)
@click.argument("dataset", type=click.Choice(sorted(datasets())))
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it; default: here.")
def template(dataset: str, out: Path | None) -> None:
    """Write the blank workbook of a dataset; filled in, it needs no source."""
    _write(out or Path(templates.file_name(dataset)), templates.template(dataset))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    click.echo(f"{path} ditulis ({len(content) // 1024 + 1} KB).", err=True)
