"""Intake: one file's journey, station by station: archive → read → lay out → recognise → map → check → load."""

import hashlib
import itertools
import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from ingest import archive, checks, facts, layout, mapping, reasons, sandbox, values
from ingest import source as sources
from ingest.archive import Note, Receipt
from ingest.errors import FileRefused
from ingest.layout import Layout
from ingest.load import Batch, Rows, load
from ingest.mapping import Mapped, Table
from ingest.readers.grid import Grid
from ingest.recognise import Recognised, Unknown, book, recognise, wide_header
from ingest.sandbox import Reading
from ingest.source import Source
from ingest.verdict import Verdict
from warehouse.errors import WarehouseError
from warehouse.settings import Settings
from warehouse.writer import writer

log = logging.getLogger(__name__)

PART_TITLES = {"answers": "jawaban", "respondents": "responden", "questions": "pertanyaan"}
INFO_ROWS = 40
SEEN_CELLS = 200
HEAD_ROWS = 10


@dataclass(frozen=True)
class Located:
    """A grid laid out, with what it was recognised as."""

    grid: Grid
    table: Table
    is_a: Recognised | Unknown


@dataclass(frozen=True)
class Entry:
    """What the ledger already has of a content."""

    sheet: str | None
    dataset: str | None
    source: str | None
    version: str | None
    status: str
    reason: str | None
    reason_code: str | None


def ingest(
    settings: Settings,
    path: Path,
    *,
    sender: str | None = None,
    note: Note | None = None,
    dry_run: bool = False,
) -> list[Verdict]:
    """Take one file in; one verdict per table (for a delivery that became whole, those of all its files)."""
    with Intake(settings, dry_run=dry_run) as intake:
        return intake.take(path, note or Note(name=path.name, sender=sender))


def ingest_all(
    settings: Settings,
    paths: Iterable[Path],
    *,
    sender: str | None = None,
    dry_run: bool = False,
    failed: Callable[[Path, Exception], None] | None = None,
) -> Iterator[list[Verdict]]:
    """Take many files in, one list of verdicts per file; `waiting` is only said when no later file ended it.

    What is our fault and not the file's goes to `failed`, and the next file goes on; without `failed` it is raised.
    A warehouse that cannot be opened ends the run.
    """
    waiting: dict[str, list[Verdict]] = {}
    with Intake(settings, dry_run=dry_run) as intake:
        for path in paths:
            try:
                verdicts = intake.take(path, Note(name=path.name, sender=sender))
            except WarehouseError:
                raise
            except Exception as fault:
                if failed is None:
                    raise
                failed(path, fault)
                continue
            for verdict in verdicts:
                waiting.pop(verdict.sha256, None)
            if all(verdict.status == "waiting" for verdict in verdicts):
                waiting[verdicts[0].sha256] = verdicts
                continue
            yield verdicts
    yield from waiting.values()


def retry(settings: Settings) -> list[Verdict]:
    """Take in again what is in the archive without source, or loaded under a source that has changed since."""
    with Intake(settings) as intake:
        stale = [sha256 for sha256, entries in intake.ledger.items() if intake.is_stale(entries)]
        return [verdict for sha256 in stale for verdict in intake.take_again(sha256)]


def rebuild(settings: Settings) -> list[Verdict]:
    """Take every content of the archive in that the warehouse does not have: how a lost warehouse comes back."""
    with Intake(settings) as intake:
        absent = [sha256 for sha256 in archive.kept(settings) if sha256 not in intake.ledger]
        return [verdict for sha256 in absent for verdict in intake.take_again(sha256)]


class Intake:
    """A run over one or many files: one reading connection, one look into the ledger."""

    def __init__(self, settings: Settings, *, dry_run: bool = False, look_up: bool = True) -> None:
        """`dry_run` keeps and loads nothing; without `look_up` the ledger is not read either (the portal's preview)."""
        self.settings = settings
        self.dry_run = dry_run
        self.sources = sources.enabled()
        self.versions = {source.source: source.version for source in self.sources}
        self.book = book(self.sources)
        self.scratch = tempfile.TemporaryDirectory(prefix="siger-ingest-")
        self.con = duckdb.connect(
            config={"threads": 2, "memory_limit": "2GB", "temp_directory": self.scratch.name}
        )
        values.install(self.con)
        self.ledger = self._read_ledger() if look_up else {}
        self.batches: list[Batch] = []
        """Those of the file taken last."""
        self.serial = itertools.count(1)
        self.parts: dict[str, dict[str, Receipt]] = {}
        """Source → part of a delivery → newest receipt of this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.con.close()
        self.scratch.cleanup()

    def take(self, path: Path, note: Note) -> list[Verdict]:
        """Archive the file, then take it in."""
        if self.dry_run:
            receipt = Receipt(_digest(path), path, note, True)
        else:
            receipt = archive.keep(self.settings, path, note)
        return self._take(receipt)

    def take_again(self, sha256: str) -> list[Verdict]:
        """Take in a content that the archive has, by the notes of its deliveries."""
        return self._take(archive.receipts(self.settings, sha256)[-1])

    def sample(self, rows: int) -> list[dict[str, object]]:
        """The first rows of the file taken last as they are (or would be) loaded, by the fields' titles."""
        found: list[dict[str, object]] = []
        for batch in self.batches:
            if batch.rows:
                titles = {f"v_{name}": batch.rows.dataset.fields[name].title for name in batch.rows.columns}
                asked = f"select {', '.join(titles)} from {batch.rows.checked} where fault is null order by source_row limit {int(rows)}"  # noqa: S608 - field names
                found += [
                    dict(zip(titles.values(), row, strict=True)) for row in self.con.execute(asked).fetchall()
                ]
        return found[:rows]

    def sample_refused(self, rows: int) -> list[dict[str, object]]:
        """The first refused records of the file taken last, with reason and remedy."""
        keys = ("source_row", "column", "reason", "remedy", "value")
        found: list[dict[str, object]] = []
        for batch in self.batches:
            if batch.rows:
                asked = f"select source_row, coalesce(column_title, source_column), reason, remedy, value from {batch.rows.refused} order by source_row limit {int(rows)}"  # noqa: S608
                found += [
                    {"sheet": batch.sheet, **dict(zip(keys, row, strict=True))}
                    for row in self.con.execute(asked).fetchall()
                ]
        return found[:rows]

    def is_stale(self, entries: list[Entry]) -> bool:
        """True when today's sources may read the content better than the ledger's entry says."""
        return any(
            entry.status == "no-source"
            or (entry.source is not None and self.versions.get(entry.source) != entry.version)
            for entry in entries
        )

    def _take(self, receipt: Receipt) -> list[Verdict]:
        receipt = self._first_received(receipt)
        entries = self.ledger.get(receipt.sha256, [])
        if any(entry.status == "loaded" for entry in entries) and not self.is_stale(entries):
            return [self._known(receipt, entry) for entry in entries]
        with tempfile.TemporaryDirectory(dir=self.scratch.name) as work:
            try:
                batches = self._judge(receipt, Path(work))
            except FileRefused as fault:
                batches = [self._refused(receipt, fault)]
            self.batches = batches
            if not self.dry_run:
                with writer(self.settings) as con:
                    load(con, batches)
        for sha256 in {batch.file_sha256 for batch in batches}:
            self.ledger[sha256] = [_entry(batch) for batch in batches if batch.file_sha256 == sha256]
        return [_verdict(batch) for batch in batches]

    def _first_received(self, receipt: Receipt) -> Receipt:
        """Time of the first delivery, and what any delivery stated: so a rebuild gives the same rows."""
        notes = [kept.note for kept in archive.receipts(self.settings, receipt.sha256)] or [receipt.note]
        period = next((note.period for note in reversed(notes) if note.period), None)
        agency = next((note.agency for note in reversed(notes) if note.agency), None)
        return replace(
            receipt,
            note=replace(receipt.note, received_at=notes[0].received_at, period=period, agency=agency),
        )

    def _read_ledger(self) -> dict[str, list[Entry]]:
        if self.dry_run and not self.settings.warehouse.exists():
            return {}
        with writer(self.settings) as con:
            rows = con.execute(
                "select file_sha256, sheet, dataset, source, source_version, status, reason, reason_code from raw.batches order by received_at"
            ).fetchall()
        ledger: dict[str, list[Entry]] = {}
        for sha256, *entry in rows:
            ledger.setdefault(sha256, []).append(Entry(*entry))
        return ledger

    def _judge(self, receipt: Receipt, work: Path) -> list[Batch]:
        """All tables of a file as batches, checked and ready to load."""
        reading, tables = self._open(receipt, work)
        known = [found for found in tables if isinstance(found.is_a, Recognised)]
        if not known:
            return [self._unknown(receipt, tables)]
        info = [line for found in tables if found not in known for line in self._lines(found)]
        unread = [found.grid.sheet for found in tables if found not in known and found.grid.sheet]
        batches: list[Batch] = []
        for number, found in enumerate(known, start=1):
            assert isinstance(found.is_a, Recognised)
            if found.is_a.part:
                batches += self._deliver(receipt, reading, found, work)
                continue
            try:
                batches.append(
                    self._check(receipt, reading, found, info, unread if number == 1 else [], number)
                )
            except FileRefused as fault:
                batches.append(self._refused(receipt, fault, found.is_a.source, found.grid.sheet))
        return batches

    def _open(self, receipt: Receipt, work: Path) -> tuple[Reading, list[Located]]:
        """Read the file in the child and lay out each of its grids."""
        work.mkdir(exist_ok=True)
        reading = sandbox.read(receipt.content, receipt.note.name, work)
        located = []
        for grid in reading.grids:
            relation = f"grid_{next(self.serial)}"
            made = "table" if grid.merged else "view"  # merged cells are filled in place
            self.con.execute(f"create temp {made} {relation} as select * from read_parquet('{grid.path}')")  # noqa: S608 - our own path
            table = Table(
                relation,
                self._locate(relation, grid),
                reading.kind,
                grid.columns,
                reading.date_epoch == 1904,
                grid.sheet,
            )
            is_a = self._recognise(table, receipt)
            if isinstance(is_a, Unknown) and (row := wide_header(self.sources, self._head(table))):
                table = replace(table, layout=self._locate(relation, grid, row))
                is_a = self._recognise(table, receipt)
            if isinstance(is_a, Recognised) and is_a.source.header_row:
                table = replace(table, layout=self._locate(relation, grid, is_a.source.header_row))
            located.append(Located(grid, table, is_a))
        if not located:
            raise FileRefused(
                "empty", f"Berkas “{receipt.note.name}” tidak berisi tabel; ekspor ulang dari aplikasi asal."
            )
        return reading, located

    def _locate(self, relation: str, grid: Grid, header_row: int | None = None) -> Layout:
        hint = layout.LayoutHint(header_row=header_row) if header_row else None
        found = layout.locate(self.con, grid, self.book, hint, relation=relation)
        if grid.merged:
            layout.spread_merges(self.con, grid, found, relation=relation)
        return found

    def _recognise(self, table: Table, receipt: Receipt) -> Recognised | Unknown:
        return recognise(
            self.sources,
            table.layout,
            partial(self._cells, table),
            file_name=receipt.note.name,
            sheet=table.sheet,
        )

    def _head(self, table: Table) -> list[tuple[int, list[str]]]:
        """The first records as (row, filled cells)."""
        rows = self.con.execute(
            f"select * from {table.relation} order by source_row limit {HEAD_ROWS}"  # noqa: S608 - names of our own tables
        ).fetchall()
        return [(row, [cell for cell in cells if cell]) for row, *cells in rows]

    def _cells(self, table: Table, position: int) -> list[str]:
        """The first filled cells of a column's data."""
        rows = self.con.execute(
            f"select c{position} from {table.data} where c{position} is not null limit {SEEN_CELLS}"  # noqa: S608 - a position
        ).fetchall()
        return [cell for (cell,) in rows]

    def _lines(self, found: Located) -> list[str]:
        """A table's title records, or the first records of a sheet that is no table of ours, as lines.

        Cells are joined by colons: `Periode Survei : Semester I 2025`.
        """
        cells = ", ".join(f"c{position}" for position in range(1, found.grid.columns + 1))
        titles = [row for row, kind in found.table.layout.not_data.items() if kind == "title"]
        chosen = (
            "source_row in (select unnest($titles::integer[]))"
            if isinstance(found.is_a, Recognised)
            else "true"
        )
        rows = self.con.execute(
            f"select concat_ws(' : ', {cells}) from {found.table.relation} where {chosen} order by source_row limit {INFO_ROWS}",  # noqa: S608 - positions
            {"titles": titles} if chosen != "true" else None,
        ).fetchall()
        return [line for (line,) in rows if line]

    def _check(
        self,
        receipt: Receipt,
        reading: Reading,
        found: Located,
        info: list[str],
        unread: list[str],
        number: int,
    ) -> Batch:
        assert isinstance(found.is_a, Recognised)
        source = found.is_a.source
        known = facts.gather(
            source,
            [*self._lines(found), *info],
            file_name=receipt.note.name,
            sheet=found.grid.sheet,
            note={"period": receipt.note.period, "agency": receipt.note.agency},
        )
        shape = mapping.wide if source.shape == "wide" else mapping.table
        mapped = shape(self.con, source, found.table, known)
        return self._batch(receipt, reading, found, source, known, mapped, unread, number)

    def _batch(
        self,
        receipt: Receipt,
        reading: Reading,
        found: Located,
        source: Source,
        known: facts.Facts,
        mapped: Mapped,
        unread: list[str],
        number: int,
        joined: str = "",
    ) -> Batch:
        checked = checks.check(
            self.con,
            mapped,
            source,
            received=receipt.note.received_at.date(),
            epoch_1904=found.table.epoch_1904,
            kind=reading.kind,
            number=number,
        )
        not_data = _not_data(found.table.layout, checked.blank)
        rows_read = found.grid.rows
        if source.shape == "wide":
            rows_read = checked.loaded + checked.quarantined + sum(not_data.values())
        period_start, period_end, as_of = self._dates(checked)
        return Batch(
            file_sha256=receipt.sha256,
            file_name=receipt.note.name,
            status="loaded",
            received_at=receipt.note.received_at,
            sheet=found.grid.sheet,
            dataset=source.dataset,
            source=source.source,
            source_version=source.version,
            government=source.government,
            agency_name=known.agency_name or _text(source.constants.get("agency_name")),
            rows_read=rows_read,
            rows_loaded=checked.loaded,
            rows_quarantined=checked.quarantined,
            not_data=not_data,
            reason=reasons.summary(checked.loaded, checked.short, _notes(found, reading, checked, unread)),
            period_start=known.period.start if known.period else period_start,
            period_end=known.period.end if known.period else period_end,
            as_of=known.as_of or as_of,
            sender=receipt.note.sender,
            encoding=reading.encoding,
            footer=dict(found.table.layout.footer),
            joined=joined,
            rows=Rows(
                self.con, source.canonical, checked.checked, checked.refused, checked.columns, checked.rows
            ),
        )

    def _dates(self, checked: checks.Checked) -> tuple[date | None, date | None, date | None]:
        """First and last day of the rows' periods and the newest snapshot date, null where rows have none."""
        picks = {"period_start": "min", "period_end": "max", "snapshot_date": "max"}
        asked = ", ".join(
            f"{pick}(v_{name})" if name in checked.columns else "max(null)" for name, pick in picks.items()
        )
        row = self.con.execute(f"select {asked} from {checked.checked} where fault is null").fetchone()  # noqa: S608 - field names
        assert row
        return row

    def _deliver(self, receipt: Receipt, reading: Reading, found: Located, work: Path) -> list[Batch]:
        """A part of a delivery: join it when all parts are here, else wait for them."""
        assert isinstance(found.is_a, Recognised)
        source, part = found.is_a.source, found.is_a.part
        assert source.delivery and part
        needed = ["answers", "respondents"] + (["questions"] if source.delivery.questions else [])
        have: dict[str, tuple[Receipt, Reading, Located]] = {part: (receipt, reading, found)}
        for other in self._other_parts(source, receipt):
            folder = work / f"part{len(have)}{other.sha256[:8]}"
            other_reading, located = self._open(other, folder)
            for table in located:
                if (
                    isinstance(table.is_a, Recognised)
                    and table.is_a.source.source == source.source
                    and table.is_a.part
                ):
                    have.setdefault(table.is_a.part, (other, other_reading, table))
        missing = [name for name in needed if name not in have]
        if missing:
            listed = ", ".join(PART_TITLES[name] for name in missing)
            return [
                replace(
                    self._plain(receipt, "waiting", source, found.grid.sheet),
                    reason=f"Menunggu berkas lain dari kiriman ini: {listed}.",
                    reason_code="delivery_incomplete",
                )
            ]
        return self._join(source, have, needed)

    def _join(
        self, source: Source, have: dict[str, tuple[Receipt, Reading, Located]], needed: list[str]
    ) -> list[Batch]:
        receipt, reading, answers = have["answers"]
        titles = [line for _, _, found in have.values() for line in self._lines(found)]
        known = facts.gather(
            source,
            titles,
            file_name=receipt.note.name,
            sheet=None,
            note={"period": receipt.note.period, "agency": receipt.note.agency},
        )
        mapped = mapping.delivery(self.con, source, answers.table, have["respondents"][2].table, known)
        joined = "+".join(have[name][0].sha256 for name in needed if name != "answers")
        batches = [self._batch(receipt, reading, answers, source, known, mapped, [], 1, joined)]
        for name in needed[1:]:
            other, _, found = have[name]
            not_data = _not_data(found.table.layout, 0)
            not_data["reference"] = found.grid.rows - sum(not_data.values())
            batches.append(
                replace(
                    self._plain(other, "loaded", source, found.grid.sheet),
                    rows_read=found.grid.rows,
                    rows_loaded=0,
                    rows_quarantined=0,
                    not_data=not_data,
                    reason=f"Dipakai bersama berkas jawaban sebagai daftar {PART_TITLES[name]}; barisnya dihitung pada berkas jawaban.",
                )
            )
        return batches

    def _other_parts(self, source: Source, receipt: Receipt) -> list[Receipt]:
        """Newest first: files of this run, then those that the ledger has for the source."""
        run = self.parts.setdefault(source.source, {})
        run.pop(receipt.sha256, None)
        here = list(reversed(run.values()))
        run[receipt.sha256] = receipt
        before = [
            sha256
            for sha256, entries in reversed(self.ledger.items())
            if sha256 != receipt.sha256
            and sha256 not in {other.sha256 for other in here}
            and any(
                entry.source == source.source and entry.status in ("waiting", "loaded") for entry in entries
            )
        ]
        return here + [kept[-1] for sha256 in before[:6] if (kept := archive.receipts(self.settings, sha256))]

    def _plain(
        self, receipt: Receipt, status: str, source: Source | None = None, sheet: str | None = None
    ) -> Batch:
        return Batch(
            file_sha256=receipt.sha256,
            file_name=receipt.note.name,
            status=status,  # type: ignore[arg-type]
            received_at=receipt.note.received_at,
            sheet=sheet,
            dataset=source.dataset if source else None,
            source=source.source if source else None,
            source_version=source.version if source else None,
            government=source.government if source else None,
            sender=receipt.note.sender,
        )

    def _refused(
        self, receipt: Receipt, fault: FileRefused, source: Source | None = None, sheet: str | None = None
    ) -> Batch:
        return replace(
            self._plain(receipt, "refused", source, sheet), reason=fault.sentence, reason_code=fault.code
        )

    def _unknown(self, receipt: Receipt, tables: list[Located]) -> Batch:
        """The sentence of the table that came nearest to a source."""
        order = {"ambiguous_source": 0, "no_source": 1, "not_a_dataset": 2}
        nearest = min(
            tables, key=lambda found: order[found.is_a.code] if isinstance(found.is_a, Unknown) else 3
        )
        assert isinstance(nearest.is_a, Unknown)
        batch = self._plain(receipt, nearest.is_a.status, sheet=nearest.grid.sheet)
        return replace(batch, reason=nearest.is_a.sentence, reason_code=nearest.is_a.code)

    def _known(self, receipt: Receipt, entry: Entry) -> Verdict:
        """A content that is loaded already: nothing changes."""
        loaded = entry.status == "loaded"
        return Verdict(
            file=receipt.note.name,
            sha256=receipt.sha256,
            sheet=entry.sheet,
            dataset=entry.dataset,
            source=entry.source,
            source_version=entry.version,
            status="duplicate" if loaded else entry.status,  # type: ignore[arg-type]
            rows_read=None,
            rows_loaded=None,
            rows_quarantined=None,
            rows_not_data=None,
            reason="Berkas dengan isi yang sama sudah dimuat; tidak ada yang berubah."
            if loaded
            else entry.reason,
            reason_code="duplicate" if loaded else entry.reason_code,
            received_at=datetime.now(UTC),
        )


def _not_data(found: Layout, blank: int) -> dict[str, int]:
    """Records per kind that are no data; row 0 is the header that JSON does not have."""
    kinds = Counter(kind for row, kind in found.not_data.items() if row > 0)
    if blank:
        kinds["blank"] += blank
    return dict(sorted(kinds.items()))


def _notes(found: Located, reading: Reading, checked: checks.Checked, unread: list[str]) -> list[str]:
    """What else a sender should know of a loaded table."""
    notes = []
    if not checked.loaded and not checked.quarantined:
        notes.append(
            "Tidak ada baris data di bawah judul kolom, jadi tidak ada yang dimuat; periksa apakah ini formulir kosong"
        )
    if unknown := checked.warnings.get("agency_unknown"):
        notes.append(f"perangkat daerah tidak disebut pada {reasons.count(unknown)} baris")
    if repeated := checked.warnings.get("superseded"):
        notes.append(f"{reasons.count(repeated)} baris berulang kuncinya, yang terakhir dipakai")
    if found.grid.hidden_rows:
        notes.append(f"{reasons.count(found.grid.hidden_rows)} baris tersembunyi ikut dibaca")
    if reading.encoding and reading.encoding.startswith("cp"):
        notes.append(f"teks dibaca sebagai {reading.encoding}")
    if unread:
        notes.append(f"lembar yang tidak memuat data: {', '.join(unread)}")
    return notes


def _digest(path: Path) -> str:
    """Content hash of a file that is only looked at."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _entry(batch: Batch) -> Entry:
    return Entry(
        batch.sheet,
        batch.dataset,
        batch.source,
        batch.source_version,
        batch.status,
        batch.reason,
        batch.reason_code,
    )


def _verdict(batch: Batch) -> Verdict:
    return Verdict(
        file=batch.file_name,
        sha256=batch.file_sha256,
        sheet=batch.sheet,
        dataset=batch.dataset,
        source=batch.source,
        source_version=batch.source_version,
        status=batch.status,
        rows_read=batch.rows_read,
        rows_loaded=batch.rows_loaded,
        rows_quarantined=batch.rows_quarantined,
        rows_not_data=batch.rows_not_data,
        reason=batch.reason,
        reason_code=batch.reason_code,
        received_at=batch.received_at,
    )
