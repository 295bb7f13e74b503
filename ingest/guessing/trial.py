"""Trial: the proposed source reads the very file; what comes of it decides how sure a suggestion may be."""

from dataclasses import dataclass

from ingest import judge
from ingest.bench import Bench, Located
from ingest.load import Batch
from ingest.recognise import Recognised
from ingest.source import Source


@dataclass(frozen=True)
class Trial:
    """What the source made of the tables it recognised; no batches where it recognised none."""

    batches: list[Batch]
    header_rows: list[int]
    is_recognised: bool = False
    """It took a table of the file for its own, a part of a delivery included."""

    @property
    def loaded(self) -> int:
        """Rows that would be loaded."""
        return sum(batch.rows_loaded or 0 for batch in self.batches)

    @property
    def quarantined(self) -> int:
        """Rows that would be refused."""
        return sum(batch.rows_quarantined or 0 for batch in self.batches)

    @property
    def refusal(self) -> Batch | None:
        """The first table that is refused as a whole."""
        return next((batch for batch in self.batches if batch.status == "refused"), None)

    @property
    def reason(self) -> str:
        """The sentence of the first table that has one."""
        return next((batch.reason for batch in self.batches if batch.reason), "")


def run(bench: Bench, source: Source, tables: list[Located]) -> Trial:
    """Read all tables of the file (or files) by that one source, as ingest would; nothing is kept."""
    bench.know([source])
    files = {id(found.reading): (found.receipt, found.reading) for found in tables}
    located = [one for receipt, reading in files.values() for one in bench.lay_out(receipt, reading)]
    known = [found for found in located if isinstance(found.is_a, Recognised)]
    rows = next((found.table.layout.header_rows for found in known), [])
    if source.delivery:
        parts = {
            found.is_a.part: found
            for found in known
            if isinstance(found.is_a, Recognised) and found.is_a.part
        }
        whole = all(part in parts for part in judge.parts_needed(source))
        others = {part: found for part, found in parts.items() if part != "answers"}
        joined = judge.answers(bench, parts["answers"], others) if whole else None
        return Trial([joined] if joined else [], rows, bool(parts))
    info = [line for found in located if found not in known for line in bench.lines(found)]
    batches = [judge.table(bench, found, info, []) for found in known]
    for batch in batches:
        if batch.rows:
            batch.rows.drop()
    return Trial(batches, rows, bool(known))
