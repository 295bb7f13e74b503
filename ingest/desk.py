"""Desk: what the portal may ask of ingest: look at a file without loading it, hand one in, take one back, make its source."""

import json
import tempfile
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest import archive, rejects, sight, source_store, source_text, template, trial, wording
from ingest import concern as concerns
from ingest import preview as previews
from ingest import suggest as suggesting
from ingest.archive import Note
from ingest.concern import Concern
from ingest.dataset import Dataset, Field, datasets
from ingest.errors import FileRefused
from ingest.guessing.draft import Guess
from ingest.heading import letter
from ingest.inbox import CONTENT, PORTAL, SIDECAR
from ingest.layout import HeaderRow
from ingest.preview import Preview
from ingest.reject_file import reject_file
from ingest.sight import Heading, Sight
from ingest.source import Source, SourceInvalid
from ingest.source_store import Listed, Saved
from ingest.suggest import NotADataset, Suggestion
from ingest.trial import Past, Tried
from warehouse.access import Viewer, may
from warehouse.errors import DecisionRefused
from warehouse.settings import Settings
from warehouse.state import sources, uploads
from warehouse.state.database import engine
from warehouse.state.sources import Version

__all__ = [
    "Concern", "Dataset", "Field", "Guess", "HeaderRow", "Heading", "Listed", "NotADataset", "Past", "Preview", "Saved", "Sight", "Source",
    "SourceInvalid", "Suggestion", "Tried", "Version", "letter",
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the sender says of a file that does not say it itself: agency (code or name), period, date of the data (ISO)."""

    agency: str | None = None
    period: str | None = None
    as_of: str | None = None


NOTHING_SAID = Said()


def preview(
    settings: Settings, name: str, content: bytes, said: Said = NOTHING_SAID, *, masked: bool = False
) -> Preview:
    """Read and judge a file; writes nothing. Bytes are read in the limited child; `masked` hides personal values."""
    return previews.of(settings, Note(name=name, **asdict(said)), content, masked=masked)


def concern(settings: Settings, preview: Preview) -> Concern:
    """Whose data a previewed file is by the release in force, and what it would withdraw."""
    return concerns.of(settings, preview)


def refusal(viewer: Viewer, found: Concern, said: Said = NOTHING_SAID) -> str | None:
    """Why this viewer may not send a file; None where he may."""
    return concerns.refusal(viewer, found, said.agency)


def submit(
    settings: Settings,
    viewer: Viewer,
    name: str,
    content: bytes,
    said: Said = NOTHING_SAID,
) -> str:
    """Put a file into the inbox for the pipeline and note the upload in the portal state; gives its id (receipt number).

    An agency's HR sends for the own agency alone: the file is looked at here once more, whoever called has done what he will.
    Raises DecisionRefused, and FileRefused for a file that cannot be read.
    """
    if viewer.agency_code is not None:
        seen = concern(settings, preview(settings, name, content, said))
        if refused := refusal(viewer, seen, said):
            raise DecisionRefused(refused)
    sender = viewer.account
    upload_id = f"{datetime.now(UTC):%Y%m%d}-{uuid.uuid4().hex[:8]}"
    note = Note(name=name, sender=sender, upload_id=upload_id, **asdict(said))
    uploads.receive(engine(settings), upload_id, sender, name, len(content), said.agency)
    folder = settings.inbox / PORTAL / upload_id
    draft = folder.with_name(f".{upload_id}")
    draft.mkdir(mode=0o700, parents=True)
    (draft / CONTENT).write_bytes(content)
    (draft / SIDECAR).write_text(
        json.dumps({**asdict(note), "received_at": note.received_at.isoformat()}, ensure_ascii=False),
        encoding="utf-8",
    )
    draft.rename(folder)  # whole or not there
    return upload_id


def give_back(settings: Settings, sha256: str) -> bytes:
    """The reject file of a content that was handed in. Raises NothingKept."""
    return reject_file(settings, sha256)


give_back_name = rejects.file_name
blank = template.template
blank_name = template.file_name


def look(
    settings: Settings, name: str, content: bytes, header_rows: dict[str | None, HeaderRow] | None = None
) -> list[Sight]:
    """The tables of a file with headings and shapes of cells; `header_rows` by sheet where a person says so.

    "none" is a header row too: the first record is data already.
    """
    with tempfile.TemporaryDirectory(prefix="siger-look-") as folder:
        path = Path(folder) / CONTENT
        path.write_bytes(content)
        return sight.look(path, name, source_store.enabled(settings), header_rows)


def suggest(files: Sequence[tuple[str, bytes]]) -> list[Suggestion]:
    """A proposed source per table that looks like ours; NotADataset and FileRefused say why there is none.

    `files` (name, content) are taken as parts of one delivery where they are more than one.
    """
    with tempfile.TemporaryDirectory(prefix="siger-suggest-") as folder:
        paths = [Path(folder) / f"{CONTENT}-{number}" for number, _ in enumerate(files)]
        for path, (_, content) in zip(paths, files, strict=True):
            path.write_bytes(content)
        return suggesting.suggest_together(
            [(path, name) for path, (name, _) in zip(paths, files, strict=True)]
        )


def archived(settings: Settings, sha256: str) -> tuple[str, bytes]:
    """Name and content of a file that the archive has; FileRefused where it has not."""
    kept = archive.receipts(settings, sha256)
    if not kept:
        raise FileRefused(
            "gone", "Berkas itu tidak ada di arsip; muat ulang halaman, lalu pilih berkas lain."
        )
    return kept[-1].note.name, kept[-1].content.read_bytes()


def kinds() -> dict[str, Dataset]:
    """The datasets by name: what a source can map onto."""
    return datasets()


def codes(field: Field, source: Source) -> list[str]:
    """The codes that words of this field may be mapped to; none for free values."""
    return wording.codes(field, source)


def understood(field: Field, words: Iterable[str], source: Source) -> dict[str, str | None]:
    """Word to the code read in it without a map; null where none is."""
    return wording.read(field, list(words), source)


def try_source(
    settings: Settings,
    source: Source,
    name: str,
    content: bytes,
    said: Said = NOTHING_SAID,
    others: Sequence[tuple[str, bytes]] = (),
) -> Preview:
    """A file as it would load under a source that is not saved yet; personal values are masked.

    `others` (name, content) are further parts of its delivery.
    """
    return trial.on_file(settings, source, Note(name=name, **asdict(said)), content, others)


def try_past(settings: Settings, source: Source, files: Iterable[Past]) -> list[Tried]:
    """Files of the past, each as it would be read by the source: what would load or be refused, now and before."""
    return trial.on_past(settings, source, files)


def listed(settings: Settings) -> list[Listed]:
    """Every source in force or switched off, with its newest version."""
    return source_store.listed(settings)


def history(settings: Settings, source: str) -> list[Version]:
    """Every version of a source, newest first."""
    return source_store.history(settings, source)


def said(source: Source) -> dict[str, Any]:
    """What a source says, as a tree that `compose` takes back."""
    return source.model_dump(mode="json", by_alias=True, exclude_unset=True)


def compose(tree: dict[str, Any]) -> tuple[Source, str]:
    """The source that a tree of keys states, and its YAML; SourceInvalid in one sentence."""
    return source_text.compose(tree)


def export(settings: Settings, source: str) -> str:
    """The YAML of a source as it is in force."""
    return source_store.export(settings, source)


def save_source(settings: Settings, viewer: Viewer, yaml: str, note: str = "") -> Saved:
    """Keep a YAML (made in the portal or imported) as a new version; files that wait for a source are tried again.

    Raises SourceInvalid and DecisionRefused, each one sentence.
    """
    _may_edit(viewer)
    return source_store.save(settings, yaml, viewer.account, note)


def switch(settings: Settings, viewer: Viewer, source: str, on: bool) -> Saved:
    """Switch a source on or off, as a new version of it."""
    _may_edit(viewer)
    return source_store.switch(settings, source, on, viewer.account)


def apply_source(settings: Settings, viewer: Viewer, source: str) -> Version:
    """Ask that the newest version also reads what earlier ones loaded; the pipeline does it at its next round."""
    _may_edit(viewer)
    return sources.apply(engine(settings), source, viewer.account)


def _may_edit(viewer: Viewer) -> None:
    if not may(viewer, "edit_sources"):
        raise DecisionRefused("Sumber hanya diubah oleh pengelola data atau administrator.")
