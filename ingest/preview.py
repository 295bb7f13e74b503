"""Preview: what would become of a file, seen without keeping or loading anything."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from ingest.archive import Note
from ingest.inbox import CONTENT
from ingest.intake import Intake
from ingest.source import Source
from ingest.verdict import Verdict
from warehouse.settings import Settings

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


def of(
    settings: Settings,
    note: Note,
    content: bytes,
    *,
    sources: list[Source] | None = None,
    masked: bool = False,
) -> Preview:
    """Read and judge a file in the limited child; `sources` in place of those in force, `masked` hides personal values."""
    with tempfile.TemporaryDirectory(prefix="siger-preview-") as folder:
        path = Path(folder) / CONTENT
        path.write_bytes(content)
        with Intake(settings, dry_run=True, look_up=False, sources=sources) as intake:
            verdicts = intake.take(path, note)
            loaded = [batch for batch in intake.batches if batch.rows]
            rows = [row for batch in loaded if batch.rows for row in batch.rows.sample(SAMPLE, masked=masked)]
            refused = [
                {"sheet": batch.sheet, **row}
                for batch in loaded
                if batch.rows
                for row in batch.rows.sample_refused(REFUSED)
            ]
            named = {batch.agency_name for batch in intake.batches if batch.agency_name}
            named |= {name for batch in loaded if batch.rows for name in batch.rows.agencies()}
            return Preview(verdicts, sorted(named), rows[:SAMPLE], refused[:REFUSED])
