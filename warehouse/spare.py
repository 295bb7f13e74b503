"""Spare: a copy of the newest release, laid ready while nothing waits for it; the next build goes on from it.

Half a gigabyte is copied in a second, and whoever just sent a file would wait for it. A spare becomes the candidate's
folder by one rename, so two builds never share one; where there is none, a build copies for itself.
"""

import shutil
import tempfile
from pathlib import Path

from warehouse import release
from warehouse.release import Release
from warehouse.settings import Settings

NAME = ".spare-"


def lay(settings: Settings, room_for: int = 4) -> bool:
    """Copy the newest release's two files, and write them through to the disk; whether a spare is there afterwards.

    None is laid where the disk has not room for `room_for` such copies: a build may need three.
    """
    newest = release.newest(settings)
    if newest is None:
        return False
    if _place(newest).exists():
        return True
    files = (newest.internal, newest.public)
    if shutil.disk_usage(settings.releases).free < room_for * sum(path.stat().st_size for path in files):
        return False
    laid = Path(tempfile.mkdtemp(prefix=f"{NAME}new-", dir=settings.releases))
    try:
        for path in files:
            shutil.copyfile(path, laid / path.name)
            release.sync(laid / path.name)
        laid.rename(_place(newest))
    except OSError:  # a full disk, or swept by a build that began meanwhile
        return False
    finally:
        shutil.rmtree(laid, ignore_errors=True)
    return True


def claim(newest: Release, candidate: Path) -> bool:
    """Make the spare of a release the folder of a candidate; False where there is none whole, and nothing was done."""
    try:
        _place(newest).rename(candidate)
    except OSError:
        return False
    sizes = {name: facts["bytes"] for name, facts in newest.facts["files"].items()}
    if {path.name: path.stat().st_size for path in candidate.iterdir()} == sizes:
        return True
    shutil.rmtree(candidate)
    return False


def sweep(settings: Settings) -> None:
    """Remove spares of releases that are not the newest, and halves."""
    newest = release.newest(settings)
    for path in settings.releases.glob(f"{NAME}*"):
        if newest is None or path != _place(newest):
            shutil.rmtree(path, ignore_errors=True)


def _place(newest: Release) -> Path:
    return newest.folder.with_name(f"{NAME}{newest.release_id}")
