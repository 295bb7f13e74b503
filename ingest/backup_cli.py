"""The verbs `backup` and `restore`: archive and portal state, out of a home and into one."""

import json
from pathlib import Path

import click
from filelock import FileLock, Timeout

from ingest.backup import HomeInUse, back_up
from ingest.backup import restore as put_back
from ingest.backup import verify as damaged
from warehouse.cli import JSON, Verb
from warehouse.settings import Settings
from warehouse.status import waiting

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))


@click.command(cls=Verb)
@FOLDER
@click.option("--verify", is_flag=True, help="Read the whole backup again and hold every file to its hash.")
@JSON
def backup(folder: Path, verify: bool, as_json: bool) -> None:
    """Copy archive and portal state into DIR while everything runs; again into the same DIR, only what is new.

    Example: siger backup /mnt/cadangan/siger --verify
    """
    settings = Settings.load()
    done = back_up(settings, folder)
    wrong = damaged(done.folder) if verify else []
    if as_json:
        click.echo(json.dumps(done.as_json() | {"damaged": wrong}, ensure_ascii=False))
    else:
        click.echo(
            f"Cadangan {done.folder}: {done.contents} berkas arsip, {done.files} berkas seluruhnya "
            f"({done.bytes / 1e6:.1f} MB), {done.copied} disalin sekarang."
        )
    if not done.has_state:
        click.echo("Keadaan portal ada di PostgreSQL dan tidak ikut: cadangkan dengan pg_dump.", err=True)
    if left := waiting(settings):
        click.echo(f"{len(left)} berkas masih di kotak masuk dan belum ada di arsip; tidak ikut.", err=True)
    for name in wrong:
        click.echo(f"{name}: rusak atau hilang di folder cadangan.", err=True)
    if wrong:
        raise SystemExit(1)


@click.command(cls=Verb)
@FOLDER
@click.option("--replace", is_flag=True, help="Put what the home has aside first; nothing is deleted.")
@JSON
def restore(folder: Path, replace: bool, as_json: bool) -> None:
    """Make a home of the backup in DIR; all sessions end. Then: siger rebuild.

    Example: SIGER_HOME=/srv/siger-baru siger restore /mnt/cadangan/siger
    """
    settings = Settings.load()
    settings.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    alone = FileLock(settings.root / "pipeline.lock", fallback_to_soft=False, preserve_lock_file=True)
    try:
        alone.acquire(timeout=0)
    except Timeout:
        raise HomeInUse("Pengolah rumah data ini sedang berjalan; hentikan dahulu, lalu ulangi.") from None
    with alone:
        done = put_back(settings, folder, replace=replace)
    if as_json:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
        return
    click.echo(
        f"{done.contents} berkas arsip dan keadaan portal dari {done.made_at} kembali di {done.folder}."
    )
    if done.aside:
        click.echo(f"Isi lama disimpan di {done.aside.name}; hapus sendiri bila tidak diperlukan.")
    click.echo("Lanjutkan dengan: siger rebuild")
