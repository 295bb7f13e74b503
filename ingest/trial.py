"""Trial: a source that is not saved yet, tried on a file and on files of the past; nothing changes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest import archive, preview, source_store
from ingest.archive import Note
from ingest.errors import FileRefused
from ingest.preview import Preview
from ingest.source import Source
from warehouse.settings import Settings

MOST_FILES = 12


@dataclass(frozen=True)
class Past:
    """A file of the ledger: what became of it so far."""

    sha256: str
    file_name: str
    status: str
    rows_loaded: int | None
    rows_quarantined: int | None


@dataclass(frozen=True)
class Tried:
    """The same file under the source on trial; `is_other` when another source would take it."""

    past: Past
    status: str
    rows_loaded: int | None
    rows_quarantined: int | None
    reason: str | None
    is_other: bool = False


def on_file(
    settings: Settings, source: Source, note: Note, content: bytes, others: Sequence[tuple[str, bytes]] = ()
) -> Preview:
    """A file as it would load if the source were saved now; personal values are masked.

    What was stated when the archive received it (its period, its agency) counts too, after what is stated now.
    """
    if stated := archive.statements(settings, hashlib.sha256(content).hexdigest()):
        known = stated[-1].note
        note = replace(
            known,
            period=note.period or known.period,
            agency=note.agency or known.agency,
            as_of=note.as_of or known.as_of,
        )
    return preview.of(settings, note, content, sources=_with(settings, source), masked=True, others=others)


def on_past(settings: Settings, source: Source, files: Iterable[Past]) -> list[Tried]:
    """The first MOST_FILES of `files` that the archive still has, each under the source on trial."""
    kept = (past for past in files if archive.receipts(settings, past.sha256))
    return [_again(settings, source, past) for _, past in zip(range(MOST_FILES), kept, strict=False)]


def _again(settings: Settings, source: Source, past: Past) -> Tried:
    content = archive.receipts(settings, past.sha256)[0].content.read_bytes()
    try:
        seen = on_file(settings, source, Note(name=past.file_name), content)
    except FileRefused as refused:
        return Tried(past, "refused", None, None, str(refused))
    verdicts = [verdict for verdict in seen.verdicts if verdict.source in (None, source.source)]
    if not verdicts:
        return Tried(past, seen.verdicts[0].status, None, None, seen.verdicts[0].reason, is_other=True)
    loaded = [verdict for verdict in verdicts if verdict.status == "loaded"]
    return Tried(
        past,
        (loaded or verdicts)[0].status,
        sum(verdict.rows_loaded or 0 for verdict in loaded) if loaded else None,
        sum(verdict.rows_quarantined or 0 for verdict in loaded) if loaded else None,
        next((verdict.reason for verdict in verdicts if verdict.reason), None),
    )


def _with(settings: Settings, source: Source) -> list[Source]:
    """The sources in force, the one on trial among them, switched on."""
    others = [known for known in source_store.enabled(settings) if known.source != source.source]
    return [*others, source.model_copy(update={"enabled": True})]
