"""Suggest: proposes a source for an unknown file, table by table, every guess with confidence and reason.

Only the datasets' own words, general vocabulary and the file itself are looked at, never the sources that are there.
A proposal is tried on the very file before it is given; whatever stays open is said, and then it is not certain.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest import sandbox, source_text
from ingest.archive import Note, Receipt
from ingest.bench import Bench
from ingest.errors import FileRefused, IngestError
from ingest.guessing import columns, survey_parts, trial
from ingest.guessing.draft import Draft, Guess
from ingest.guessing.fit import SURE
from ingest.guessing.proposal import propose
from ingest.guessing.seen import Seen, look
from ingest.guessing.trial import Trial
from ingest.judge import PART_TITLES
from ingest.source import Source
from warehouse.fingerprint import of_file

KINDS = {"delimited": "CSV", "xlsx": "XLSX", "html": "HTML", "json": "JSON", "xls": "XLS", "ods": "ODS"}
WORDS = {"appraisals": "penilaian", "surveys": "survei", "complaints": "pengaduan", "employees": "pegawai", "units": "unit",
         "achievements": "capaian", "standards": "standar", "trainings": "pelatihan", "organisation_ratings": "predikat-organisasi",
         "awards": "penghargaan", "discipline": "disiplin", "potentials": "potensi", "service_units": "populasi-layanan", "periods": "periode"}  # fmt: skip
"""Begin of a source's id; its last four signs stand for the headings, so that equal exports get equal ids."""
MANY_REFUSED, FEW_REFUSED = 0.2, 2


class NotADataset(IngestError):
    """The file was never a table of staff, feedback or their reference; str() says so."""


@dataclass(frozen=True)
class Suggestion:
    """A proposed source for one table (for equal sheets: for all of them).

    `missing`: mandatory fields nothing was found for. `certain`: nothing mandatory is missing or guessed below 0.7 and
    nothing waits for a person. `header_row` is the last record of the header, 0 where the format names columns itself,
    null where the first record is data already.
    """

    sheet: str | None
    source: Source
    guesses: list[Guess]
    missing: list[str]
    certain: bool
    sentence: str
    header_row: int | None = None
    header_levels: int = 1
    part: str | None = None
    """What the table brings to a delivery of several files: answers, respondents, questions."""
    parts_missing: tuple[str, ...] = ()
    """Parts that were not given with it; without them the source is none that could load anything."""

    def named(self, source: str) -> "Suggestion":
        """The same under another id; SourceInvalid where that is none."""
        tree = self.source.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return replace(self, source=_source({**tree, "source": source}))


def suggest(path: Path, name: str) -> list[Suggestion]:
    """One suggestion per table of the file that looks like ours; reads in the sandbox child, opens no database.

    Raises NotADataset for a file without such a table, FileRefused for one that cannot be read.
    """
    return suggest_together([(path, name)])


def suggest_together(files: Sequence[tuple[Path, str]], *, sheet: str | None = None) -> list[Suggestion]:
    """The same for files that belong together: answers, respondents and questions of one survey become one delivery.

    `sheet` leaves all other sheets aside, in the source too.
    """
    bench = Bench([])
    try:
        tables = [seen for path, name in files for seen in _tables(bench, path, name)]
        if sheet is not None:
            tables = _named(tables, sheet)
        drafts: list[tuple[Seen, Draft]] = []
        strangers: list[tuple[Seen, str]] = []
        plain = [seen for seen in tables if not (seen.layout.is_headless or seen.found.grid.is_inner)]
        survey = survey_parts.propose(bench, plain)
        for seen, made in [] if survey else _told(bench, tables):
            if isinstance(made, str):
                strangers.append((seen, made))
            else:
                drafts.append((seen, made))
        if survey:
            drafts = [survey]
        elif not drafts:
            raise NotADataset(min((why for _, why in strangers), key=lambda why: "bukan data pegawai" in why))
        elif strangers:  # what other sheets say of the survey or the report as a whole
            info = [line for seen, _ in strangers for line in bench.lines(seen.found)]
            drafts = [
                (seen, made) for seen, _ in drafts if isinstance(made := propose(bench, seen, info), Draft)
            ]
        for _, draft in drafts:
            draft.put(sheet=sheet)
        return [_finish(bench, seen, draft, tables) for seen, draft in _once(drafts)]
    finally:
        bench.close()


def _tables(bench: Bench, path: Path, name: str) -> list[Seen]:
    work = Path(tempfile.mkdtemp(dir=bench.scratch))
    reading = sandbox.read(path, name, work)
    if not reading.grids:
        raise FileRefused("empty", f"Berkas “{name}” tidak berisi tabel; ekspor ulang dari aplikasi asal.")
    receipt = Receipt(of_file(path), path, Note(name=name), True)
    return [look(bench, found) for found in bench.lay_out(receipt, reading)]


def _told(bench: Bench, tables: list[Seen]) -> list[tuple[Seen, Draft | str]]:
    """Each table with its draft or why it is none; of records and the lists within them the first that has one."""
    made: list[tuple[Seen, Draft | str]] = []
    for seen in tables:
        inner = seen.found.grid.is_inner
        if inner and made and isinstance(made[-1][1], Draft):
            continue
        told = propose(bench, seen, [])
        if inner and isinstance(told, Draft):
            made.pop()  # the records themselves, in which that list is one cell
        made.append((seen, told))
    return made


def _named(tables: list[Seen], sheet: str) -> list[Seen]:
    """The tables of that sheet; FileRefused names those there are."""
    found = [seen for seen in tables if seen.found.grid.sheet == sheet]
    if not found:
        there = ", ".join(f"«{seen.found.grid.sheet}»" for seen in tables if seen.found.grid.sheet)
        raise FileRefused(
            "no_sheet", f"Lembar «{sheet}» tidak ada di berkas ini; yang ada: {there or 'tanpa lembar'}."
        )
    return found


def _once(drafts: list[tuple[Seen, Draft]]) -> list[tuple[Seen, Draft]]:
    """Sheets of equal headings are one source: the first of them stands for all, with the words of all."""
    first: dict[tuple[str, ...], tuple[Seen, Draft]] = {}
    for seen, draft in drafts:
        kind = (draft.dataset.dataset, *(column.key for column in seen.layout.columns))
        if kind not in first:
            first[kind] = seen, draft
            continue
        _, known = first[kind]
        for name, words in draft.said.get("values", {}).items():
            known.said.setdefault("values", {}).setdefault(name, {}).update(words)
        for words in draft.doubts:
            known.doubt(words)
        for word, names in draft.strange.items():
            for name in names:
                known.wonder(word, name)
        if seen.found.grid.sheet:
            known.sheets.append(seen.found.grid.sheet)
    return list(first.values())


def _finish(bench: Bench, seen: Seen, draft: Draft, tables: list[Seen]) -> Suggestion:
    """Name the source, write and read its YAML, try it, and say how sure all this is."""
    words = columns.file_words(seen.name)
    mark = hashlib.sha256("|".join(column.key for column in seen.layout.columns).encode()).hexdigest()[:4]
    name = "-".join(dict.fromkeys([WORDS.get(draft.dataset.dataset, "data"), *words, mark]))
    title = columns.title_of(seen.lines)
    shown = title.capitalize() if title else draft.dataset.title
    match = {**draft.said.pop("match", {})}
    match |= {"files": [f"*{'*'.join(words)}*"]} if words else {}
    match |= {"titles": [title]} if title else {}
    head = {
        "source": name,
        "title": f"{shown} ({KINDS.get(seen.found.reading.kind, 'berkas')})",
        "dataset": draft.dataset.dataset,
    }
    source = _source({**head, "match": match, **draft.said})
    if draft.part in (None, "answers"):
        tried = trial.run(bench, source, [one.found for one in tables])
    else:  # the other parts of a delivery load nothing of their own
        tried = Trial([], seen.layout.header_rows, True)
    if seen.header_row and seen.header_row not in tried.header_rows:
        draft.said["header_row"] = seen.header_row
        source = _source({**head, "match": match, **draft.said})
        tried = trial.run(bench, source, [one.found for one in tables])
    for words in draft.unexplained():
        draft.doubt(words)
    levels = len(seen.layout.header_rows)
    at = "none" if seen.layout.is_headless else str(seen.header_row or 0)
    draft.guess("header_row", at, 0.9, _header_words(seen, levels))
    _judge(draft, tried)
    certain = (
        not draft.missing
        and not draft.doubts
        and all(guess.confidence >= SURE for guess in draft.guesses if _is_mandatory(draft, guess))
    )
    return Suggestion(
        seen.found.grid.sheet,
        source,
        draft.guesses,
        draft.missing,
        certain,
        _sentence(draft, tried, certain),
        seen.header_row,
        levels,
        draft.part,
        tuple(draft.parts_missing),
    )


def _source(tree: dict[str, Any]) -> Source:
    return source_text.compose(tree)[0]


def _header_words(seen: Seen, levels: int) -> str:
    if seen.layout.is_headless:
        return "tidak ada baris judul kolom: baris pertama sudah berisi data"
    if not seen.header_row:
        return "berkas menyebut nama kolom sendiri"
    several = f", judul {levels} tingkat" if levels > 1 else ""
    return f"judul kolom ada di baris {seen.header_row}{several}"


def _is_mandatory(draft: Draft, guess: Guess) -> bool:
    """Guesses without which rows are wrong or missing: marks and required fields, direction, period, dataset."""
    key, _, name = guess.key.partition(".")
    if key == "columns":
        marks = {field for choice in draft.dataset.recognised_by for field in choice}
        return name in marks | set(draft.dataset.required)
    return key in ("dataset", "direction", "values", "period", "wide", "survey", "delivery")


def _judge(draft: Draft, tried: Trial) -> None:
    """What the trial shows goes among the doubts."""
    if not tried.is_recognised:
        return draft.doubt("sumber usulan belum mengenali berkas ini sendiri; periksa judul kolom pada match")
    if tried.refusal:
        if not (tried.refusal.reason_code == "period_missing" and "period_start" in draft.missing):
            draft.doubt(f"saat dicoba berkas ditolak: {tried.reason.rstrip('.')}")
    elif tried.quarantined > max(FEW_REFUSED, MANY_REFUSED * (tried.loaded + tried.quarantined)):
        draft.doubt("terlalu banyak baris yang dikarantina; lihat alasannya pada tiap baris")
    return None


def _sentence(draft: Draft, tried: Trial, certain: bool) -> str:
    """One or two sentences for the person who decides."""
    said = f"Tabel ini tampaknya «{draft.dataset.title}»"
    if draft.part and draft.parts_missing:
        absent = " dan ".join(PART_TITLES[part] for part in draft.parts_missing)
        said += f", bagian {PART_TITLES[draft.part]} dari kiriman beberapa berkas; bagian {absent} belum disertakan"
    elif tried.batches and not tried.refusal:
        said += f"; saat dicoba {tried.loaded} baris dimuat dan {tried.quarantined} dikarantina"
    if draft.sheets:
        said += f"; berlaku juga untuk lembar {', '.join(draft.sheets)}"
    known = "".join(f" {note[:1].upper()}{note[1:]}." for note in draft.notes)
    if certain:
        return f"{said}.{known}"
    open_ = []
    if draft.missing:
        open_.append(f"belum ditemukan: {draft.titles(draft.missing)}")
    open_ += draft.doubts
    open_ += (
        []
        if open_
        else [
            guess.reason.rstrip(".")
            for guess in draft.guesses
            if guess.confidence < SURE and _is_mandatory(draft, guess)
        ]
    )
    return f"{said}. Periksa dahulu: {'; '.join(open_)}.{known}"
