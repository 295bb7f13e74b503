"""Desk: what the portal may ask of ingest: look at a file without loading it, hand one in, take one back."""

import json
import tempfile
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest import rejects, template
from ingest.archive import Note
from ingest.inbox import CONTENT, PORTAL, SIDECAR
from ingest.intake import Intake
from ingest.reject_file import reject_file
from ingest.verdict import Verdict
from warehouse.settings import Settings
from warehouse.state import uploads
from warehouse.state.database import engine

SAMPLE = 20
REFUSED = 200


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


@dataclass(frozen=True)
class Said:
    """What the sender says of a file that does not say it itself: agency (code or name), period, date of the data (ISO)."""

    agency: str | None = None
    period: str | None = None
    as_of: str | None = None


NOTHING_SAID = Said()


def preview(settings: Settings, name: str, content: bytes, said: Said = NOTHING_SAID) -> Preview:
    """Read and judge a file; writes nothing, opens no database. Bytes are read in the limited child."""
    with tempfile.TemporaryDirectory(prefix="siger-preview-") as folder:
        path = Path(folder) / CONTENT
        path.write_bytes(content)
        with Intake(settings, dry_run=True, look_up=False) as intake:
            verdicts = intake.take(path, Note(name=name, **asdict(said)))
            named = {batch.agency_name for batch in intake.batches if batch.agency_name}
            loaded = [batch for batch in intake.batches if batch.rows]
            rows = [row for batch in loaded if batch.rows for row in batch.rows.sample(SAMPLE)]
            refused = [
                {"sheet": batch.sheet, **row}
                for batch in loaded
                if batch.rows
                for row in batch.rows.sample_refused(REFUSED)
            ]
            named |= {name for batch in loaded if batch.rows for name in batch.rows.agencies()}
            return Preview(verdicts, sorted(named), rows[:SAMPLE], refused[:REFUSED])


def submit(
    settings: Settings,
    name: str,
    content: bytes,
    sender: str,
    said: Said = NOTHING_SAID,
) -> str:
    """Put a file into the inbox for the pipeline and note the upload in the portal state; gives its id (receipt number)."""
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
