"""Deliveries: files that make one table together; which ones belong together follows from the files alone.

Each answers file takes the nearest file of every other part: of the same file, of the same sender, near in time.
Respondents must know its respondents too. A file that arrives later and is nearer takes the place of the one before,
so the order of arrival changes nothing, and of two deliveries that wait at once none gets the other's parts.
"""

import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from ingest import archive, judge, sandbox
from ingest.archive import Receipt
from ingest.bench import Bench, Located
from ingest.binding import one
from ingest.errors import FileRefused
from ingest.ledger import Entry, Ledger
from ingest.load import Batch
from ingest.recognise import Recognised
from ingest.source import Source
from warehouse.settings import Settings

NEAR = timedelta(days=3)
"""Files of one sender within so long may be one delivery where half of the answers have their respondent."""
HALF, NEARLY_ALL = 0.5, 0.9
"""Others are one delivery only where nearly all keys of both are the same."""

Distance = tuple[bool, bool, timedelta, datetime, str]


class Deliveries:
    """The parts of deliveries that the ledger knows, those of this run included."""

    def __init__(self, settings: Settings, bench: Bench, ledger: Ledger) -> None:
        self.settings = settings
        self.bench = bench
        self.ledger = ledger
        self._met: dict[str, Receipt] = {}
        """Content → receipt of the files of this run: a dry run keeps nothing in the archive."""
        self._works: list[Path] = []

    def judge(self, tables: list[Located]) -> list[Batch]:
        """The lines of one file's tables that are parts of one source's deliveries."""
        source, receipt = tables[0].source, tables[0].receipt
        self._met[receipt.sha256] = receipt
        faults = {n: fault for n, found in enumerate(tables) if (fault := _fault(found))}
        batches = [judge.refused(receipt, fault, source, tables[n].grid.sheet) for n, fault in faults.items()]
        tables = [found for n, found in enumerate(tables) if n not in faults]
        here = _by_part(tables, source)
        if found := here.get("answers"):
            batches.append(self._answers(found, here))
        own = {sha256 for batch in batches for sha256 in batch.joined.split("+")}
        for part in (name for name in judge.parts_needed(source) if name in here and name != "answers"):
            if receipt.sha256 in own or self.ledger.is_joined(receipt.sha256):
                batches.append(judge.reference(part, here[part]))
            else:
                missing = [name for name in judge.parts_needed(source) if name not in here]
                batches.append(judge.waiting(here[part], part, missing or ["answers"]))
        return batches + [judge.part_repeated(found) for found in tables if found not in here.values()]

    def concerned(self, source: str, sha256: str) -> list[str]:
        """Other files whose answers may take a part from this file, now that it is here."""
        here = [entry for entry in self.ledger.entries.get(sha256, []) if entry.source == source]
        concerned = []
        for other, answers in self.ledger.parts(source, "answers").items():
            for entry in here if other != sha256 else ():
                if entry.part and entry.part != "answers" and self._is_nearer(other, answers, sha256, entry):
                    concerned.append(other)
                    break
        return concerned

    def _is_nearer(self, other: str, answers: Entry, sha256: str, entry: Entry) -> bool:
        """Whether a part stands before the one the answers have; so does each where they have none."""
        present = self.ledger.parts(entry.source or "", entry.part or "")
        taken = [name for name in answers.joined if name in present]
        return not taken or _distance(other, answers, sha256, entry) < _distance(
            other, answers, taken[0], present[taken[0]]
        )

    def met(self, sha256: str) -> list[Receipt]:
        """The receipt of a file of this run."""
        return [self._met[sha256]]

    def clear(self) -> None:
        """Forget the files that were opened beside the one in hand."""
        for work in self._works:
            shutil.rmtree(work, ignore_errors=True)
        self._works.clear()

    def _answers(self, found: Located, here: dict[str, Located]) -> Batch:
        """Answers with the nearest of each other part, or waiting for what is not here."""
        needed = judge.parts_needed(found.source)
        others: dict[str, Located] = {}
        for part in needed[1:]:
            if table := here.get(part) or self._nearest(found, part):
                others[part] = table
        missing = [part for part in needed[1:] if part not in others]
        if missing:
            return judge.waiting(found, "answers", missing)
        return judge.answers(self.bench, found, others)

    def _nearest(self, answers: Located, part: str) -> Located | None:
        """The first file in order of distance that brings the part and fits."""
        me, note = answers.receipt.sha256, answers.receipt.note
        mine = Entry(None, None, None, None, "waiting", None, None, None, (), note.received_at, note.sender)
        known = self.ledger.parts(answers.source.source, part)
        for sha256 in sorted(known, key=lambda sha256: _distance(me, mine, sha256, known[sha256])):
            table = _by_part(self._open(sha256), answers.source).get(part) if sha256 != me else None
            if table and (part != "respondents" or self._fits(answers, table, mine, known[sha256])):
                return table
        return None

    def _fits(self, answers: Located, respondents: Located, mine: Entry, theirs: Entry) -> bool:
        """Whether the respondents are those of the answers, by their keys."""
        delivery = answers.source.delivery
        assert delivery
        keys = [
            f"(select distinct siger_identifier(siger_text(c{one(found.table.layout, delivery.key)})) as key from {found.table.data})"  # noqa: S608 - a position and our own relation
            for found in (answers, respondents)
        ]
        counts = self.bench.con.execute(
            f"select count(a.key), count(r.key), count(*) filter (a.key = r.key) from {keys[0]} a full join {keys[1]} r on a.key = r.key"  # noqa: S608 - positions and our own relations
        ).fetchone()
        asked, known, both = counts or (0, 0, 0)
        _, stranger, apart, *_rest = _distance("", mine, "-", theirs)
        near = not stranger and apart <= NEAR
        return both >= HALF * asked and (near or both >= NEARLY_ALL * max(asked, known))

    def _open(self, sha256: str) -> list[Located]:
        """The tables of a file, read again."""
        receipt = self._met.get(sha256) or archive.statements(self.settings, sha256)[0]
        work = Path(tempfile.mkdtemp(dir=self.bench.scratch))
        self._works.append(work)
        return self.bench.lay_out(receipt, sandbox.read(receipt.content, receipt.note.name, work))


def _fault(found: Located) -> FileRefused | None:
    """Why the headings by which a part is joined cannot be found, each once."""
    delivery = found.source.delivery
    assert delivery and isinstance(found.is_a, Recognised)
    joined = {
        "answers": [delivery.key, delivery.question, delivery.answer, *delivery.answers.columns.values()],
        "respondents": [delivery.key, *delivery.people.columns.values()],
    }
    try:
        for heading in joined.get(found.is_a.part or "", []):
            one(found.table.layout, heading)
    except FileRefused as fault:
        return fault
    return None


def _by_part(tables: Iterable[Located], source: Source) -> dict[str, Located]:
    """The first sound table of each part."""
    found: dict[str, Located] = {}
    for table in tables:
        is_a = table.is_a
        if isinstance(is_a, Recognised) and is_a.part and is_a.source == source and not _fault(table):
            found.setdefault(is_a.part, table)
    return found


def _distance(mine: str, me: Entry, theirs: str, other: Entry) -> Distance:
    """Same file, same sender, time between the two deliveries; then by time and hash, so that one is always first."""
    return (
        mine != theirs,
        me.sender != other.sender,
        abs(me.received_at - other.received_at),
        other.received_at,
        theirs,
    )
