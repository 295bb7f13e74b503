"""The verbs `delete` and `restore-file`: an authorised person takes a file out of the figures, or lets it back in."""

from pathlib import Path

import click

from ingest import archive
from ingest.errors import IngestError
from ingest.intake import retry
from warehouse.access import Viewer
from warehouse.cli import Verb
from warehouse.errors import DecisionRefused
from warehouse.fingerprint import of_file
from warehouse.settings import Settings
from warehouse.state import accounts, deletions
from warehouse.state.database import engine


class NotKept(IngestError):
    """No file of that name or hash is in the archive, or several are."""


def find(settings: Settings, given: str) -> str:
    """The content meant by a hash, a file that lies here, or the name under which it was delivered; raises NotKept."""
    if Path(given).is_file():
        given = of_file(Path(given))
    kept = list(archive.kept(settings))
    if given in kept:
        return given
    named = [
        sha256
        for sha256 in kept
        if any(receipt.note.name == given for receipt in archive.receipts(settings, sha256))
    ]
    if not named:
        raise NotKept(
            f"{given} tidak ada dalam arsip; sebut nama berkas atau sidiknya seperti di halaman Data."
        )
    if len(named) > 1:
        raise NotKept(f"{given} ada {len(named)} kali dalam arsip; sebut sidiknya: {', '.join(named)}.")
    return named[0]


@click.command(
    cls=Verb,
    epilog="""\b
Example:
  siger delete rekap_mei.xlsx --reason "salah kirim" --by bkd""",
)
@click.argument("file", metavar="SHA256|FILE")
@click.option("--reason", required=True, help="Why the file must not count; shown with the file.")
@click.option("--by", required=True, help="Account of the one who decides: hr_province or admin.")
def delete(file: str, reason: str, by: str) -> None:
    """Take a file out of the figures from the next release on; the archive keeps it."""
    settings = Settings.load()
    sha256 = _find(settings, file)
    deletions.remove(engine(settings), sha256, _account(settings, by), reason)
    retry(settings)
    click.echo(f"{file} tidak dihitung lagi mulai rilis berikutnya. Memulihkan: siger restore-file {sha256}")


@click.command(
    "restore-file",
    cls=Verb,
    epilog="""\b
Example:
  siger restore-file rekap_mei.xlsx --by bkd""",
)
@click.argument("file", metavar="SHA256|FILE")
@click.option("--reason", default="", help="Why it counts again.")
@click.option("--by", required=True, help="Account of the one who decides: hr_province or admin.")
def restore_file(file: str, reason: str, by: str) -> None:
    """Let a deleted file count again from the next release on."""
    settings = Settings.load()
    sha256 = _find(settings, file)
    deletions.restore(engine(settings), sha256, _account(settings, by), reason)
    for verdict in retry(settings):
        click.echo(f"{verdict.file}: {verdict.status}. {verdict.reason or ''}".rstrip(), err=True)
    click.echo(f"{file} dihitung lagi mulai rilis berikutnya.")


def _find(settings: Settings, file: str) -> str:
    try:
        return find(settings, file)
    except NotKept as fault:
        raise click.ClickException(str(fault)) from fault


def _account(settings: Settings, name: str) -> Viewer:
    account = accounts.find(engine(settings), name)
    if account is None or account.disabled:
        raise DecisionRefused(f"Akun {name} tidak ada atau nonaktif; lihat: siger accounts list.")
    return account.viewer
