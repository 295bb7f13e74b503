"""Archive: keeps every file exactly as received, under the hash of its content, before anyone reads it."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from warehouse.settings import Settings

CHUNK = 1 << 20
SERVED = "served.json"


@dataclass(frozen=True)
class Note:
    """What came along with a file. `received_at` is UTC; `period`, `agency` and `as_of` (ISO) as asked at upload."""

    name: str
    sender: str | None = None
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    period: str | None = None
    agency: str | None = None
    upload_id: str | None = None
    as_of: str | None = None
    origin: str | None = None
    """Name of the file that a returned handout was made of; read from the file itself, not kept."""

    @property
    def known_as(self) -> str:
        """The name that speaks for the content: what a reject file was made of, else the file's own."""
        return self.origin or self.name


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
        sha256 = copy(path, draft / "content")
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
    period = agency = as_of = None
    for receipt in kept:
        note = receipt.note
        period, agency, as_of = note.period or period, note.agency or agency, note.as_of or as_of
        first = kept[0].note.received_at
        note = replace(note, received_at=first, period=period, agency=agency, as_of=as_of)
        if not any(replace(note, sender=r.note.sender, upload_id=r.note.upload_id) == r.note for r in found):
            found.append(replace(receipt, note=note))
    return found


def served(settings: Settings, sha256: str) -> dict[str, str]:
    """Source to the version that loaded this content; empty when none did."""
    try:
        return dict(json.loads((settings.archive / sha256 / SERVED).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}


def note_served(settings: Settings, sha256: str, versions: dict[str, str]) -> None:
    """Write down which versions loaded this content, so that a rebuild reads it by the same ones."""
    if versions != served(settings, sha256):
        _write(settings.archive / sha256 / SERVED, versions)


def kept(settings: Settings) -> Iterator[str]:
    """Hashes of all kept contents, sorted: what a rebuild walks through."""
    for folder in sorted(settings.archive.iterdir()) if settings.archive.is_dir() else ():
        if len(folder.name) == 64 and (folder / "content").exists():
            yield folder.name


def copy(source: Path, target: Path) -> str:
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
    _write(target, {**asdict(note), "received_at": note.received_at.astimezone(UTC).isoformat()})


def _write(target: Path, content: Mapping[str, object]) -> None:
    """A JSON file that is whole or not there."""
    draft = target.with_suffix(".part")
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
