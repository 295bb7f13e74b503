"""Judge: located tables become batches, counted and explained: loaded, waiting, refused, without source."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date

from ingest import checks, facts, mapping, reasons
from ingest.archive import Receipt
from ingest.bench import Bench, Located
from ingest.checks import Checked
from ingest.errors import FileRefused
from ingest.facts import Facts
from ingest.layout import Layout
from ingest.load import Batch, Rows
from ingest.recognise import Unknown
from ingest.relation import Mapped
from ingest.source import Source
from ingest.verdict import LedgerStatus
from warehouse.clock import WIB
from warehouse.state.deletions import Deletion

MOST_NAMED = 8
PART_TITLES = {"answers": "jawaban", "respondents": "responden", "questions": "pertanyaan"}


def table(bench: Bench, found: Located, info: list[str], unread: list[str]) -> Batch:
    """A plain or wide table, checked. `info` are lines of the workbook's other sheets, `unread` their names."""
    try:
        known = _facts(found, [*bench.lines(found), *info])
        if found.source.shape == "wide":
            mapped = mapping.wide(bench.con, found.source, found.table, known)
        else:
            stages = bench.stages if found.grid.is_short else None
            mapped = mapping.table(bench.con, found.source, found.table, known, stages)
        return _checked(bench, found, known, mapped, unread)
    except FileRefused as fault:
        return refused(found.receipt, fault, found.source, found.grid.sheet)


def parts_needed(source: Source) -> list[str]:
    """Parts of a delivery, the one that carries the account first."""
    assert source.delivery
    others = {"respondents": source.delivery.respondents, "questions": source.delivery.questions}
    return ["answers", *(name for name, part in others.items() if part)]


def answers(bench: Bench, found: Located, others: Mapping[str, Located]) -> Batch:
    """The answers of a whole delivery with their rows and account; `others` are its other parts by name."""
    try:
        known = _facts(found, [line for part in (found, *others.values()) for line in bench.lines(part)])
        mapped = mapping.delivery(
            bench.con, found.source, found.table, others.get("respondents", found).table, known
        )
        joined = "+".join(others[name].receipt.sha256 for name in parts_needed(found.source)[1:])
        return replace(_checked(bench, found, known, mapped, [], joined), part="answers")
    except FileRefused as fault:
        return replace(refused(found.receipt, fault, found.source, found.grid.sheet), part="answers")


def waiting(found: Located, part: str, missing: list[str]) -> Batch:
    """A part of a delivery whose other files are not here yet."""
    listed = ", ".join(PART_TITLES[name] for name in missing)
    return replace(
        _plain(found.receipt, "waiting", found.source, found.grid.sheet),
        reason=f"Menunggu berkas lain dari kiriman ini: {listed}.",
        reason_code="delivery_incomplete",
        part=part,
    )


def part_repeated(found: Located) -> Batch:
    """A sheet whose part of the delivery another sheet of the same file brings already: it is not dropped in silence."""
    return replace(
        _plain(found.receipt, "refused", found.source, found.grid.sheet),
        reason="Lembar ini bagian dari kiriman yang juga ada di lembar lain berkas ini, yang pertama dipakai; gabungkan keduanya menjadi satu lembar lalu kirim lagi.",
        reason_code="part_repeated",
    )


def deleted(receipt: Receipt, deletion: Deletion) -> Batch:
    """The ledger's line of a file that was taken out of the figures: that it was there, and why it went."""
    return replace(
        _plain(receipt, "deleted"),
        agency_name=receipt.note.agency,
        reason=f"Berkas “{receipt.note.name}” dihapus oleh {deletion.deleted_by} pada "
        f"{deletion.deleted_at.replace(tzinfo=UTC).astimezone(WIB):%d-%m-%Y}: {deletion.reason.rstrip('.')}. Isi yang sama tidak dimuat lagi; "
        "minta BKD atau administrator memulihkannya bila memang diperlukan.",
        reason_code="deleted",
    )


def refused(
    receipt: Receipt, fault: FileRefused, source: Source | None = None, sheet: str | None = None
) -> Batch:
    """A file or table that stays outside."""
    return replace(_plain(receipt, "refused", source, sheet), reason=fault.sentence, reason_code=fault.code)


def unknown(receipt: Receipt, tables: list[Located]) -> Batch:
    """A file of which no table has a source; the sentence of the one that came nearest."""
    order = {"ambiguous_source": 0, "no_source": 1, "no_header": 2, "not_a_dataset": 3}
    nearest, why = min(
        ((found, found.is_a) for found in tables if isinstance(found.is_a, Unknown)),
        key=lambda pair: order[pair[1].code],
    )
    return replace(
        _plain(receipt, why.status, sheet=nearest.grid.sheet), reason=why.sentence, reason_code=why.code
    )


def _facts(found: Located, lines: list[str]) -> Facts:
    note = found.receipt.note
    asked = {"period": note.period, "agency": note.agency, "as_of": note.as_of}
    return facts.gather(found.source, lines, file_name=note.known_as, sheet=found.grid.sheet, note=asked)


def _checked(
    bench: Bench, found: Located, known: Facts, mapped: Mapped, unread: list[str], joined: str = ""
) -> Batch:
    """Check the mapped rows and count them."""
    source, note = found.source, found.receipt.note
    checked = checks.check(
        bench.con,
        mapped,
        source,
        received=note.received_at.date(),
        epoch_1904=found.table.epoch_1904,
        kind=found.reading.kind,
        number=bench.number(),
    )
    not_data = _not_data(found.table.layout, checked.blank)
    rows_read = found.grid.rows
    if source.shape == "wide":  # the row of account is the cell that becomes a row
        rows_read = checked.loaded + checked.quarantined + sum(not_data.values())
    period_start, period_end, as_of = _dates(bench, checked)
    constant = source.constants.get("agency_name")
    return replace(
        _plain(found.receipt, "loaded", source, found.grid.sheet),
        agency_name=known.agency_name or (None if constant is None else str(constant)),
        rows_read=rows_read,
        rows_loaded=checked.loaded,
        rows_quarantined=checked.quarantined,
        not_data=not_data,
        reason=reasons.summary(checked.loaded, checked.short, _notes(found, checked, unread)),
        period_start=known.period.start if known.period else period_start,
        period_end=known.period.end if known.period else period_end,
        as_of=known.as_of or as_of,
        encoding=found.reading.encoding,
        footer=dict(found.table.layout.footer),
        joined=joined,
        rows=Rows(
            bench.con, source.canonical, checked.checked, checked.refused, checked.columns, checked.rows
        ),
    )


def _dates(bench: Bench, checked: Checked) -> tuple[date | None, date | None, date | None]:
    """First and last day of the rows' periods and the newest snapshot date, null where rows have none."""
    picks = {"period_start": "min", "period_end": "max", "snapshot_date": "max"}
    asked = ", ".join(
        f"{pick}(v_{name})" if name in checked.columns else "max(null)" for name, pick in picks.items()
    )
    row = bench.con.execute(f"select {asked} from {checked.checked} where fault is null").fetchone()  # noqa: S608 - field names
    assert row
    return row


def reference(name: str, found: Located) -> Batch:
    """A file of a delivery whose records only explain the answers: all of them are not data of their own."""
    not_data = _not_data(found.table.layout, 0)
    not_data["reference"] = found.grid.rows - sum(not_data.values())
    return replace(
        _plain(found.receipt, "loaded", found.source, found.grid.sheet),
        rows_read=found.grid.rows,
        rows_loaded=0,
        rows_quarantined=0,
        not_data=not_data,
        reason=f"Dipakai bersama berkas jawaban sebagai daftar {PART_TITLES[name]}; barisnya dihitung pada berkas jawaban.",
        part=name,
    )


def _plain(
    receipt: Receipt, status: LedgerStatus, source: Source | None = None, sheet: str | None = None
) -> Batch:
    return Batch(
        file_sha256=receipt.sha256,
        file_name=receipt.note.name,
        status=status,
        received_at=receipt.note.received_at,
        sheet=sheet,
        dataset=source.dataset if source else None,
        source=source.source if source else None,
        source_version=source.version if source else None,
        government=source.government if source else None,
        # a reject file that comes back has the mended rows alone
        is_full=source.full and receipt.note.origin is None if source else None,
        sender=receipt.note.sender,
    )


def _not_data(found: Layout, blank: int) -> dict[str, int]:
    """Records per kind that are no data; row 0 is the header that JSON does not have."""
    kinds = Counter(kind for row, kind in found.not_data.items() if row > 0)
    if blank:
        kinds["blank"] += blank
    return dict(sorted(kinds.items()))


def _notes(found: Located, checked: Checked, unread: list[str]) -> list[str]:
    """What else a sender should know of a loaded table."""
    notes = []
    if not checked.loaded and not checked.quarantined:
        notes.append(
            "Tidak ada baris data di bawah judul kolom, jadi tidak ada yang dimuat; periksa apakah ini formulir kosong"
        )
    if absent := checked.warnings.get("agency_unknown"):
        notes.append(f"perangkat daerah tidak disebut pada {reasons.count(absent)} baris")
    if repeated := checked.warnings.get("superseded"):
        notes.append(f"{reasons.count(repeated)} baris berulang kuncinya, yang terakhir dipakai")
    if found.grid.hidden_rows:
        notes.append(f"{reasons.count(found.grid.hidden_rows)} baris tersembunyi ikut dibaca")
    if found.reading.encoding and found.reading.encoding.startswith("cp"):
        notes.append(f"teks dibaca sebagai {found.reading.encoding}")
    if unread:
        more = f" dan {len(unread) - MOST_NAMED} lainnya" if len(unread) > MOST_NAMED else ""
        notes.append(f"lembar yang tidak memuat data: {', '.join(unread[:MOST_NAMED])}{more}")
    return notes
