"""Archive: keeps every file exactly as received, under the hash of its content, before anyone reads it."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from warehouse.settings import Settings

CHUNK = 1 << 20


@dataclass(frozen=True)
class Note:
    """What came along with a file. `received_at` is UTC; `period` and `agency` as asked at upload."""

    name: str
    sender: str | None = None
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    period: str | None = None
    agency: str | None = None
    upload_id: str | None = None


@dataclass(frozen=True)
class Receipt:
    """A kept file: its hash, the path of its content, the note of this delivery, whether it was new."""

    sha256: str
    content: Path
    note: Note
    is_new: bool


def keep(settings: Settings, path: Path, note: Note) -> Receipt:
    """Copy the file into the archive and write this delivery's note beside it.

    A folder per content hash (0700) holds `content` and one `receipt-*.json` per delivery. Copy and hash
    come from one pass over the bytes; the folder appears whole or not at all, also after a crash.
    """
    settings.archive.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = settings.archive / f".draft-{uuid.uuid4().hex}"
    draft.mkdir(mode=0o700)
    try:
        sha256 = _copy(path, draft / "content")
        folder = settings.archive / sha256
        is_new = not (folder / "content").exists()
        if is_new:
            try:
                draft.rename(folder)
                _sync(settings.archive)
            except OSError:
                if not (folder / "content").exists():  # another process kept the same file meanwhile: fine
                    raise
                is_new = False
        _write_note(folder, note)
        return Receipt(sha256, folder / "content", note, is_new)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def receipts(settings: Settings, sha256: str) -> list[Receipt]:
    """Every delivery of a content, earliest first; empty when it is not kept."""
    folder = settings.archive / sha256
    notes = [_read_note(path) for path in folder.glob("receipt-*.json")]
    notes.sort(key=lambda note: (note.received_at, note.name, note.sender or "", note.upload_id or ""))
    return [Receipt(sha256, folder / "content", note, False) for note in notes]


def statements(settings: Settings, sha256: str) -> list[Receipt]:
    """What the deliveries of a content state of it, in order: the first one that lets it be loaded counts.

    Each is dated by the content's first delivery and keeps what earlier ones stated where it states nothing itself;
    deliveries that state nothing new are left out. So the archive alone decides, not the moment at which it is read.
    """
    found: list[Receipt] = []
    kept = receipts(settings, sha256)
    period = agency = None
    for receipt in kept:
        period, agency = receipt.note.period or period, receipt.note.agency or agency
        note = replace(receipt.note, received_at=kept[0].note.received_at, period=period, agency=agency)
        if not any((note.name, period, agency) == (r.note.name, r.note.period, r.note.agency) for r in found):
            found.append(replace(receipt, note=note))
    return found


def kept(settings: Settings) -> Iterator[str]:
    """Hashes of all kept contents, sorted: what a rebuild walks through."""
    for folder in sorted(settings.archive.iterdir()) if settings.archive.is_dir() else ():
        if len(folder.name) == 64 and (folder / "content").exists():
            yield folder.name


def _copy(source: Path, target: Path) -> str:
    """Copy and hash in one pass; the copy is on disk when this returns."""
    digest = hashlib.sha256()
    with source.open("rb") as incoming, target.open("xb") as copy:
        while chunk := incoming.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    target.chmod(0o600)
    return digest.hexdigest()


def _write_note(folder: Path, note: Note) -> None:
    """One JSON file per delivery, named by its time so that a listing reads as a history."""
    stamp = note.received_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = folder / f"receipt-{stamp}-{uuid.uuid4().hex[:8]}.json"
    draft = target.with_suffix(".part")
    content = {**asdict(note), "received_at": note.received_at.astimezone(UTC).isoformat()}
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(target)


def _read_note(path: Path) -> Note:
    """A note as kept; keys of a later version are left alone."""
    content = json.loads(path.read_text(encoding="utf-8"))
    known = {name.name for name in fields(Note)}
    content["received_at"] = datetime.fromisoformat(content["received_at"])
    return Note(**{key: value for key, value in content.items() if key in known})


def _sync(folder: Path) -> None:
    """Make a rename survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
