"""Reject file (berkas balik): the rows of a file that stayed outside, given back to its agency to be mended.

Made by judging the archived content again, in the limited child and without a database: the same source gives the
same verdict. The sheet has the file's own titles and headings in their own rows, so the same source recognises it
when it comes back mended; what it gives then has the keys of the original, so nothing is doubled.
"""

import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ingest import archive, binding, handout, reasons, sandbox
from ingest.archive import Note, Receipt
from ingest.bench import INFO_ROWS, Located
from ingest.errors import FileRefused, IngestError
from ingest.handout import OURS, Guide, Sheet
from ingest.heading import normalise
from ingest.intake import Intake
from ingest.judge import parts_needed
from ingest.ledger import Entry
from ingest.load import Batch
from ingest.recognise import Recognised, Unknown
from ingest.sandbox import Reading
from ingest.source import Source
from warehouse.settings import Settings

MOST_ROWS = 20_000
"""More rows than these nobody mends by hand; the guide says so and sends the clerk to the application."""
MOST_REMARKS = 1_000
WIB = timedelta(hours=7)
OWN = ("Baris asal", "Kolom", "Alasan", "Yang perlu dilakukan")
# Fields that no purpose here needs, whatever dataset the file is of; the datasets name their own beside these.
PERSONAL = re.compile(
    r"(^|_)(nik|no_ktp|nomor_ktp|no_kk|npwp|alamat|telp|telepon|hp|handphone|wa|whatsapp|email|e_mail|agama|bpjs|rekening)(_|$)"
    r"|status_(kawin|perkawinan)|jenis_kawin"
)


class NothingKept(IngestError):
    """The archive has no such content."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"Berkas {asked} tidak ada di arsip; periksa nama atau sidiknya.")


class Refusal(NamedTuple):
    """Why one record, or cell of a wide table (by its letter), stays outside."""

    row: int
    cell: str | None
    field: str | None
    column: str | None
    reason: str
    remedy: str


def reject_file(settings: Settings, sha256: str, sheet: str | None = None) -> bytes:
    """The workbook for a kept content, for one `sheet` or for all of its tables. Raises NothingKept.

    A file that was refused as a whole, or has nothing quarantined, gives the guide alone.
    """
    stated = archive.statements(settings, sha256)
    if not stated:
        raise NothingKept(f"“{sha256[:12]}”")
    receipt = stated[-1]
    with Intake(settings, dry_run=True, look_up=False) as intake:
        work = Path(tempfile.mkdtemp(dir=intake.bench.scratch))
        try:
            reading = sandbox.read(receipt.content, receipt.note.name, work)
        except FileRefused as fault:
            return handout.write(_guide(receipt.note, [], [], fault.sentence), [])
        note, reading = handout.recall(receipt.note, reading)
        receipt = Receipt(sha256, receipt.content, note, False)
        _meet_other_parts(settings, intake, receipt)
        batches = [batch for batch in intake.tables(receipt, reading) if batch.file_sha256 == sha256]
        chosen = [batch for batch in batches if sheet is None or batch.sheet == sheet]
        tables = [
            _sheet(found, batch, intake.bench.con)
            for batch in chosen
            if batch.rows and batch.rows.refused
            for found in intake.located
            if found.grid.sheet == batch.sheet and isinstance(found.is_a, Recognised)
        ]
        guide = _guide(receipt.note, chosen, intake.located, None)
        if tables:
            tables += _covers(intake.located)
            guide += _facts(receipt.note, reading, batches)
        return handout.write(guide, tables, epoch_1904=reading.date_epoch == 1904)


def _meet_other_parts(settings: Settings, intake: Intake, receipt: Receipt) -> None:
    """Tell the intake of kept files that are named like a delivery's parts: without them its answers cannot be judged."""
    for source in intake.bench.sources:
        if source.delivery and _is_named(receipt, source):
            kept = [archive.receipts(settings, sha256)[-1] for sha256 in archive.kept(settings)]
            for other in sorted(kept, key=lambda one: one.note.received_at):
                if _is_named(other, source):
                    intake.ledger.entries[other.sha256] = [
                        _waiting(source, part, other) for part in parts_needed(source)
                    ]


def _waiting(source: Source, part: str, other: Receipt) -> Entry:
    """What the ledger would say of a file that brings one part of a delivery; whether it does, its reading tells."""
    note = other.note
    return Entry(
        None, source.dataset, source.source, source.version, "waiting", None, None, part, (), note.received_at, note.sender
    )  # fmt: skip


def _is_named(receipt: Receipt, source: Source) -> bool:
    return any(fnmatch(receipt.note.name.lower(), pattern.lower()) for pattern in source.match.files)


def _sheet(found: Located, batch: Batch, con: DuckDBPyConnection) -> Sheet:
    """The sheet of one table: titles and headings as delivered, then each refused record as it was."""
    refusals = _refusals(batch)
    layout, width = found.table.layout, found.table.columns
    silent = {place for place, _ in _silent(found)}
    sections = sorted(layout.section)
    above = [row for row, kind in layout.not_data.items() if kind == "title"] if layout.is_headless else []
    last = max(layout.header_rows or above, default=0)
    records = _records(found, con, {*range(1, last + 1), *refusals, *sections})
    rows = [_padded(records.get(row), width) for row in range(1, last + 1)]
    headings = frozenset(row for row in layout.header_rows if row > 0)
    if not headings:  # the keys of JSON, which are no record, and the letters of a table without header
        rows.append([column.title for column in layout.columns])
        headings = frozenset({len(rows)})
    for row in headings:
        rows[row - 1] += [f"{title}{OURS}" for title in OWN]
    marked: dict[tuple[int, int], str] = {}
    shown: int | None = None
    for row, why in refusals.items():
        section = max((at for at in sections if at < row), default=None)
        if section is not None and section != shown:
            rows.append(_padded(records.get(section), width))
            shown = section
        cells = [None if n in silent else cell for n, cell in enumerate(_padded(records.get(row), width), 1)]
        said = (
            [one.column or one.cell for one in why],
            [one.reason for one in why],
            [one.remedy for one in why],
        )
        rows.append([*cells, str(row), *("; ".join(dict.fromkeys(filter(None, words))) for words in said)])
        for one in why:
            for place in _places(found, one) or [width + 1]:
                remark = f"{one.reason} {one.remedy}" if len(marked) < MOST_REMARKS else ""
                marked[len(rows), place] = remark
    merged = [
        (r1, c1, r2, c2)
        for r1, c1, r2, c2 in found.grid.merged
        if r2 <= last and c2 <= width and (r1, c1) != (r2, c2)
    ]
    long = frozenset({width + 3, width + 4})
    return Sheet(found.grid.sheet or "Data", rows, headings, merged, marked, long)


def _refusals(batch: Batch) -> dict[int, list[Refusal]]:
    """Source row to why it stays outside, in order, cells of a wide table together."""
    assert batch.rows and batch.rows.refused
    found: dict[int, list[Refusal]] = {}
    for one in map(Refusal._make, batch.rows.refusals(MOST_ROWS)):
        found.setdefault(one.row, []).append(one)
    return found


def _records(found: Located, con: DuckDBPyConnection, rows: set[int]) -> dict[int, list[str | None]]:
    """The records of these rows, as the reader delivered them."""
    if found.grid.is_small:
        return {row: cells for row, *cells in found.grid.records() if row in rows}
    asked = con.execute(
        f"select * from {found.table.relation} where source_row in (select unnest($rows::integer[]))",  # noqa: S608 - our own relation
        {"rows": sorted(rows)},
    )
    return {row: cells for row, *cells in asked.fetchall()}


def _padded(cells: list[str | None] | None, width: int) -> list[str | None]:
    """Exactly `width` cells."""
    return ([*(cells or []), *[None] * width])[:width]


def _silent(found: Located) -> list[tuple[int, str]]:
    """(position, heading) of columns that are dropped at the door, and stay out of what goes back too."""
    never = set(found.source.canonical.dropped)
    mapped = {
        place for places, _ in binding.bind(found.source, found.table.layout).values() for place in places
    }
    return [
        (column.position, column.title)
        for column in found.table.layout.columns
        if column.position not in mapped
        and any(key in never or PERSONAL.search(key) for key in map(normalise, column.title.split(" / ")))
    ]


def _places(found: Located, why: Refusal) -> list[int]:
    """Positions of the faulty cells."""
    if why.cell:
        number = 0
        for letter in why.cell:
            number = number * 26 + ord(letter) - 64
        return [number]
    if found.source.delivery:
        return [binding.one(found.table.layout, found.source.delivery.answer)]
    bound = binding.bind(found.source, found.table.layout)
    return bound[why.field][0][:1] if why.field in bound else []


def _covers(located: list[Located]) -> Iterator[Sheet]:
    """Small sheets that are no table: titles that hold for the others may stand there."""
    for found in located:
        grid = found.grid
        if isinstance(found.is_a, Unknown) and grid.is_small and 0 < grid.rows <= INFO_ROWS:
            yield Sheet(grid.sheet or "Lembar", [cells for _, *cells in grid.records()])


def _guide(note: Note, batches: list[Batch], located: list[Located], refused: str | None) -> Guide:
    """What is said of the file, and how to mend it."""
    told = [("Berkas", note.name), ("Diterima", f"{note.received_at + WIB:%d-%m-%Y pukul %H.%M} WIB")]
    told += [("Pengirim", note.sender)] if note.sender else []
    told += [("Hasil", refused)] if refused else []
    for batch in batches:
        told.append((f"Lembar {batch.sheet}" if batch.sheet else "Hasil", _result(batch)))
    quarantined = sum(batch.rows_quarantined or 0 for batch in batches)
    guide = [("Berkas balik Siger", ""), *told]
    if quarantined:
        guide += [
            ("Cara membetulkan", ""),
            *((str(number), step) for number, step in enumerate(_steps(quarantined, located), 1)),
        ]
    return guide


def _result(batch: Batch) -> str:
    """One sentence on a table's rows."""
    if batch.rows_read is None:
        return batch.reason or ""
    read, loaded, refused, other = map(
        reasons.count,
        (batch.rows_read, batch.rows_loaded or 0, batch.rows_quarantined or 0, batch.rows_not_data or 0),
    )
    return f"{read} baris dibaca: {loaded} masuk, {refused} ditolak, {other} bukan data (judul, kepala, kosong, jumlah)."


def _steps(quarantined: int, located: list[Located]) -> list[str]:
    known = [found for found in located if isinstance(found.is_a, Recognised)]
    steps = [
        "Buka lembar sesudah petunjuk ini: tiap baris yang ditolak ada di sana seperti dikirim. Sel yang bermasalah "
        "berwarna jingga; alasan dan yang perlu dilakukan tertulis di kolom paling kanan dan sebagai komentar.",
        "Betulkan isinya, di aplikasi asal juga. Biarkan judul kolom, nama lembar, dan lembar petunjuk ini seperti adanya. "
        "Sel sudah berformat Teks, sehingga NIP tetap 18 angka.",
        "Simpan sebagai .xlsx, lalu kirim lewat halaman Unggah berkas atau kotak masuk.",
    ]
    if any(found.source.delivery for found in known):
        steps.append(
            "Kiriman ini terdiri atas beberapa berkas: sesudah dibetulkan, kirim ulang berkas jawaban selengkapnya."
        )
    else:
        steps.append(
            "Kirim berkas ini saja, atau seluruh berkas sekali lagi setelah dibetulkan: baris yang sama diganti, tidak digandakan."
        )
    if quarantined > MOST_ROWS:
        steps.append(
            f"Hanya {reasons.count(MOST_ROWS)} dari {reasons.count(quarantined)} baris yang ditampilkan; "
            "betulkan di aplikasi asal, lalu kirim seluruh berkas."
        )
    if left := sorted({title for found in known for _, title in _silent(found)}):
        steps.append(f"Isian yang tidak pernah disimpan Siger dikosongkan: {', '.join(left)}.")
    return steps


def _facts(note: Note, reading: Reading, batches: list[Batch]) -> Guide:
    """What holds for the file beyond its cells, so that mended rows become what the original's rows would be."""
    dated = [batch.as_of for batch in batches if batch.as_of]
    as_of = max(dated).isoformat() if dated else note.as_of or f"{note.received_at + WIB:%Y-%m-%d}"
    said = [(handout.ORIGIN, note.known_as), (handout.AS_OF, as_of), (handout.PERIOD, note.period)]
    said += [(handout.AGENCY, note.agency), (handout.KIND, reading.kind)]
    said += [(handout.EPOCH, str(reading.date_epoch))]
    heading = ("Keterangan berkas, jangan diubah", "")
    return [heading, *((label, text) for label, text in said if text)]
