"""Preview: what would become of a file, seen without keeping or loading anything."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.archive import Note
from ingest.inbox import CONTENT
from ingest.intake import Intake
from ingest.load import Batch
from ingest.source import Source
from ingest.verdict import Verdict
from warehouse.settings import Settings

SAMPLE = 20
REFUSED = 200


@dataclass(frozen=True)
class Statement:
    """Who a table speaks of: per person agency as delivered (or the file's), first day, last day, NIP. Never shown."""

    sha256: str
    dataset: str
    source: str
    is_full: bool
    persons: list[tuple[str | None, str, str, str]]


@dataclass(frozen=True)
class Preview:
    """What would become of a file: verdicts, the first rows as they would be loaded, the first refused ones.

    `rows` are dicts by the fields' Indonesian titles; `refused` have sheet, source_row, column, reason, remedy, value.
    """

    verdicts: list[Verdict]
    agencies: list[str]
    """Agencies that titles and rows name, as delivered."""
    rows: list[dict[str, object]]
    refused: list[dict[str, object]]
    statements: list[Statement] = field(default_factory=list)


def of(
    settings: Settings,
    note: Note,
    content: bytes,
    *,
    sources: list[Source] | None = None,
    masked: bool = False,
    others: Sequence[tuple[str, bytes]] = (),
) -> Preview:
    """Read and judge a file in the limited child; `sources` in place of those in force, `masked` hides personal values.

    `others` (name, content) are read before it: the further parts of its delivery.
    """
    with tempfile.TemporaryDirectory(prefix="siger-preview-") as folder:
        path = Path(folder) / CONTENT
        path.write_bytes(content)
        with Intake(settings, dry_run=True, look_up=False, sources=sources) as intake:
            for number, (name, beside) in enumerate(others):
                part = path.with_name(f"{CONTENT}-{number}")
                part.write_bytes(beside)
                intake.take(part, replace(note, name=name))
            judged = intake.take(path, note)
            sha256 = hashlib.sha256(content).hexdigest()
            verdicts = [one for one in judged if one.sha256 == sha256]
            loaded = [batch for batch in intake.batches if batch.rows and batch.file_sha256 == sha256]
            rows = [row for batch in loaded if batch.rows for row in batch.rows.sample(SAMPLE, masked=masked)]
            refused = [
                {"sheet": batch.sheet, **row}
                for batch in loaded
                if batch.rows
                for row in batch.rows.sample_refused(REFUSED)
            ]
            named = {batch.agency_name for batch in intake.batches if batch.agency_name}
            named |= {name for batch in loaded if batch.rows for name in batch.rows.agencies()}
            return Preview(
                verdicts,
                sorted(named),
                rows[:SAMPLE],
                refused[:REFUSED],
                [_statement(batch) for batch in loaded],
            )


def _statement(batch: Batch) -> Statement:
    persons = batch.rows.persons() if batch.rows else []
    return Statement(
        batch.file_sha256,
        batch.dataset or "",
        batch.source or "",
        bool(batch.is_full),
        [(agency or batch.agency_name, start, end, nip) for agency, start, end, nip in persons],
    )
