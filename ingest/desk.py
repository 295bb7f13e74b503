"""Desk: what the portal may ask of ingest: look at a file without loading it, and hand one in."""

import json
import tempfile
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.archive import Note
from ingest.inbox import CONTENT, PORTAL, SIDECAR
from ingest.intake import Intake
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
    rows: list[dict[str, object]]
    refused: list[dict[str, object]]


def preview(settings: Settings, name: str, content: bytes, viewer_agency: str | None = None) -> Preview:
    """Read and judge a file; writes nothing, opens no database. Bytes are read in the limited child."""
    with tempfile.TemporaryDirectory(prefix="siger-preview-") as folder:
        path = Path(folder) / CONTENT
        path.write_bytes(content)
        with Intake(settings, dry_run=True, look_up=False) as intake:
            verdicts = intake.take(path, Note(name=name, agency=viewer_agency))
            loaded = [batch for batch in intake.batches if batch.rows]
            rows = [row for batch in loaded if batch.rows for row in batch.rows.sample(SAMPLE)]
            refused = [
                {"sheet": batch.sheet, **row}
                for batch in loaded
                if batch.rows
                for row in batch.rows.sample_refused(REFUSED)
            ]
            return Preview(verdicts, rows[:SAMPLE], refused[:REFUSED])


def submit(
    settings: Settings,
    name: str,
    content: bytes,
    sender: str,
    agency: str | None = None,
    period: str | None = None,
) -> str:
    """Put a file into the inbox for the pipeline and note the upload in the portal state; gives its id (receipt number)."""
    upload_id = f"{datetime.now(UTC):%Y%m%d}-{uuid.uuid4().hex[:8]}"
    note = Note(name=name, sender=sender, period=period, agency=agency, upload_id=upload_id)
    uploads.receive(engine(settings), upload_id, sender, name, len(content), agency)
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
