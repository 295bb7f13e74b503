"""Deliveries: files that make one table together; each waits in the archive until its other parts are here."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ingest import archive, judge, sandbox
from ingest.archive import Receipt
from ingest.bench import Bench, Located
from ingest.ledger import Ledger
from ingest.load import Batch
from ingest.recognise import Recognised
from ingest.source import Source
from warehouse.settings import Settings

OTHER_PARTS = 6
"""So many earlier files of the ledger are looked into for a part that is missing."""


class Deliveries:
    """The parts that a run has met, and behind them those that the ledger knows."""

    def __init__(self, settings: Settings, bench: Bench, ledger: Ledger) -> None:
        self.settings = settings
        self.bench = bench
        self.ledger = ledger
        self._met: dict[str, dict[str, Receipt]] = {}
        """Source → content → receipt, of the files of this run, oldest first."""

    def join(self, found: Located) -> list[Batch]:
        """The batches of a delivery where this part makes it whole, else one that waits."""
        needed = judge.parts_needed(found.source)
        have: dict[str, Located] = {}
        for table in (found, *self._others(found)):
            is_a = table.is_a
            if isinstance(is_a, Recognised) and is_a.part and is_a.source == found.source:
                have.setdefault(is_a.part, table)
        missing = [part for part in needed if part not in have]
        if missing:
            return [judge.waiting(found, missing)]
        return judge.delivery(self.bench, {part: have[part] for part in needed})

    def _others(self, found: Located) -> Iterator[Located]:
        """The tables of the files that may hold the other parts, read again."""
        for receipt in self._other_files(found.source, found.receipt):
            work = Path(tempfile.mkdtemp(dir=self.bench.scratch))
            reading = sandbox.read(receipt.content, receipt.note.name, work)
            yield from self.bench.lay_out(receipt, reading)

    def _other_files(self, source: Source, receipt: Receipt) -> list[Receipt]:
        """Newest first: files of this run, then those that the ledger has for the source."""
        run = self._met.setdefault(source.source, {})
        run.pop(receipt.sha256, None)
        here = list(reversed(run.values()))
        run[receipt.sha256] = receipt
        before = [sha256 for sha256 in self.ledger.of_source(source.source) if sha256 not in run]
        kept = [archive.receipts(self.settings, sha256) for sha256 in before[:OTHER_PARTS]]
        return here + [archive.first_received(self.settings, receipts[-1]) for receipts in kept if receipts]
