"""Inbox: files that stand still are ready; who delivered them says the folder they lie in."""

import errno
import fcntl
import json
import os
import shutil
import time
from datetime import datetime
from pathlib import Path

from ingest.archive import Note
from warehouse.settings import Settings

# Names that copying programs and Excel give to files that are not whole, or not meant for us.
PARTIAL = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download", ".upload")
PORTAL = ".portal"
SIDECAR = ".siger.json"
CONTENT = "content"


def is_partial(path: Path) -> bool:
    """True for hidden, unfinished and lock files."""
    name = path.name.lower()
    return name.startswith((".", "~$")) or name.endswith(PARTIAL)


def is_open_for_writing(path: Path) -> bool:
    """True where some process still has the file open for writing: an upload that stalls is not complete.

    The kernel grants a read lease only on a file nobody writes; where it may not be asked (another owner's file, a
    network folder), the quiet time alone decides.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as fault:
        return fault.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def files_of(folder: Path) -> list[Path]:
    """The files a folder delivers, in order of name; hidden and unfinished ones are not looked at."""
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if (
            path.is_file()
            and not is_partial(path)
            and not any(part.startswith(".") for part in inside.parts[:-1])
        ):
            found.append(path)
    return found


class Inbox:
    """The inbox of a home directory: files dropped by hand, and uploads of the portal in its hidden folder."""

    def __init__(self, settings: Settings) -> None:
        self.root = settings.inbox
        self.quiet = settings.inbox_quiet_seconds
        self._seen: dict[Path, int] = {}
        """Change time, in nanoseconds, with which a file was last said to be ready."""

    def ready(self) -> list[Path]:
        """Files whose size, times and name have stood still for the quiet time and that nobody writes, oldest first."""
        now = time.time()
        still = []
        for path in self.waiting():
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            # The kernel's change time grows with every write and rename, and no copying program can set it back.
            if now - stat.st_ctime >= self.quiet and not is_open_for_writing(path):
                self._seen[path] = stat.st_ctime_ns
                still.append((stat.st_ctime, path))
        return [path for _, path in sorted(still)]

    def waiting(self) -> list[Path]:
        """All files that are here, ready or not."""
        if not self.root.is_dir():
            return []
        return files_of(self.root) + [
            note.with_name(CONTENT) for note in sorted((self.root / PORTAL).glob(f"*/{SIDECAR}"))
        ]

    def note(self, path: Path) -> Note:
        """What is known of a file: the portal's sidecar, else its name and the folder that delivered it."""
        sidecar = path.with_name(SIDECAR)
        if path.name == CONTENT and sidecar.exists():
            said = json.loads(sidecar.read_text(encoding="utf-8"))
            received_at = datetime.fromisoformat(said.pop("received_at"))
            return Note(received_at=received_at, **said)
        inside = path.relative_to(self.root)
        return Note(name=path.name, sender=inside.parts[0] if len(inside.parts) > 1 else None)

    def done(self, path: Path) -> None:
        """Remove a file that was taken in; the archive has it. One that changed since it was ready stays, and is read again."""
        if path.parent.parent == self.root / PORTAL:
            shutil.rmtree(path.parent, ignore_errors=True)
        elif path.exists() and self._seen.pop(path, None) in (None, path.stat().st_ctime_ns):
            path.unlink(missing_ok=True)
