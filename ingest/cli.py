"""The verb `siger ingest`: files in, one verdict per table out."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ingest import unneeded
from ingest.errors import IngestError
from ingest.inbox import files_of
from ingest.intake import ingest_all
from ingest.verdict import Verdict
from warehouse.errors import WarehouseError
from warehouse.settings import Settings

log = logging.getLogger(__name__)
WORDS = {
    "loaded": "dimuat",
    "refused": "ditolak",
    "duplicate": "sudah ada",
    "no-source": "belum ada sumber",
    "waiting": "menunggu",
}
DONE, OUR_FAULT, BAD_INPUT = 0, 1, 2


@click.command(
    epilog="""\b
Example:
  siger ingest ekspor/ --json > hasil.jsonl
Exit codes: 0 done, 2 a file was refused or has no source, 1 our fault."""
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|DIR…")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object per file and table on standard output."
)
@click.option("--dry-run", is_flag=True, help="Read and judge, keep and load nothing.")
@click.option("--sender", help="Who delivered the files (agency or account); default: nobody.")
def ingest(paths: tuple[Path, ...], as_json: bool, dry_run: bool, sender: str | None) -> None:
    """Archive exports, check each row and load the good ones; the others go to quarantine with a reason."""
    try:
        files = list(_files(paths))
    except FileNotFoundError as fault:
        _say(str(fault))
        sys.exit(BAD_INPUT)
    codes = {DONE}

    def failed(path: Path, fault: Exception) -> None:
        """Ours, not the file's: say it, go on with the next one."""
        codes.add(OUR_FAULT)
        log.error("ingest of a file failed", exc_info=fault)
        known = isinstance(fault, IngestError)
        _say(
            str(fault)
            if known
            else f"{path.name}: gangguan di dalam Siger, berkas belum dimuat; ulangi, lalu laporkan kepada pengelola."
        )

    try:
        taken = ingest_all(Settings.load(), files, sender=sender, dry_run=dry_run, failed=failed)
        with (
            unneeded.hidden("pandas", "numpy", "pyarrow"),
            click.progressbar(
                length=len(files),
                label="Memuat",
                file=sys.stderr,
                hidden=not sys.stderr.isatty() or len(files) < 2,
            ) as bar,
        ):
            for verdicts in taken:
                bar.update(1)
                for verdict in verdicts:
                    _report(verdict, as_json)
                    if verdict.is_bad_input:
                        codes.add(BAD_INPUT)
    except WarehouseError as fault:
        _say(str(fault))
        codes.add(OUR_FAULT)
    sys.exit(OUR_FAULT if OUR_FAULT in codes else max(codes))


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Files as given, folders as what they deliver."""
    for path in paths:
        if path.is_dir():
            yield from files_of(path)
        elif path.is_file():
            yield path
        else:
            raise FileNotFoundError(f"{path} tidak ada; periksa nama berkas atau foldernya.")


def _report(verdict: Verdict, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(verdict.as_json(), ensure_ascii=False))
    if not as_json or sys.stderr.isatty():
        sheet = f" [{verdict.sheet}]" if verdict.sheet else ""
        _say(f"{verdict.file}{sheet}: {WORDS[verdict.status]}. {verdict.reason or ''}".rstrip())


def _say(line: str) -> None:
    click.echo(line, err=True)
