"""Columns: how the matched columns are written into a source, so that the next file of the application is read alike."""

import itertools
import re
from pathlib import PurePath
from typing import Any

from ingest.binding import find
from ingest.facts import AGENCY
from ingest.guessing import vocabulary
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import MEANT, NIP_BESIDE, Evidence
from ingest.guessing.fit import SURE, Fit, Match
from ingest.guessing.meanings import part
from ingest.heading import letter
from ingest.layout import Layout, normalise
from ingest.values.date import MONTHS

DOWNLOADED = (
    "unduh",
    "tanggal",
    "generate",
    "cetak",
    "data",
    "file",
    "export",
    "ekspor",
    "final",
    "per",
    "tgl",
)
HEADERS = 8
"""By so many headings at most a file is recognised: the telling ones, so that a lost minor column does no harm."""
TITLE = re.compile(
    r"^(rekap|rekapitulasi|laporan|daftar|data|hasil|pengolahan|survei|survey|penilaian|capaian|standar|predikat|evaluasi|nominatif)\b",
    re.I,
)
TITLE_END = re.compile(
    r"\b(bulan|tahun|periode|triwulan|semester|dinas|badan|biro|provinsi|kabupaten|kota|di lingkungan|pada|per\b|rsud|\d)",
    re.I,
)


def columns(draft: Draft, fit: Fit, layout: Layout) -> None:
    """`columns` and `match` of the source; a field whose alias stands over another column is switched off."""
    marks = {name for choice in draft.dataset.recognised_by for name in choice} | set(draft.dataset.required)
    written: dict[str, Any] = {}
    unsure = 0
    for name in draft.dataset.fields:
        match = fit.matches.get(name)
        if match is None:
            continue
        asked = draft.dataset.fields[name].kind == "answer"  # the questions of a survey come together
        if match.confidence < SURE and name not in marks and not asked:
            continue
        unsure += asked and match.confidence < SURE
        written[name] = where(match, layout)
        draft.guess(f"columns.{name}", shown(match), match.confidence, match.reason)
        twins = [one for one in layout.columns if one.key == normalise(match.column.title) and one.key]
        if len(twins) > 1:
            places = ", ".join(letter(one.position) for one in twins)
            draft.doubt(
                f"judul {shown(match)} ada pada kolom {places}; kolom {letter(match.column.position)} yang dipakai untuk {draft.titles([name])}"
            )
        if match.confidence < SURE and not asked:
            draft.doubt(f"{shown(match)} diduga {draft.titles([name])}, belum pasti")
    if unsure:
        draft.doubt(f"{unsure} pertanyaan survei dikenali dari judulnya saja, kata jawabannya belum dikenal")
    for name, field in draft.dataset.fields.items():
        if name not in written and any(find(layout, alias) for alias in field.aliases):
            written[name] = None
    draft.put(columns=written)
    order = sorted(
        (name for name in written if written[name]),
        key=lambda name: (name not in marks, -fit.confidence(name)),
    )
    headings = [written[name]["heading"] for name in order if "heading" in written[name]][:HEADERS]
    draft.said["match"] = {**draft.said.get("match", {}), "headers": headings}
    _stacked(draft, fit)


def where(match: Match, layout: Layout) -> dict[str, Any]:
    """The column by its heading (the last level where that is enough), by its position where the heading will not do."""
    title = match.column.title
    if not title or vocabulary.may_name_somebody(title):
        return {"position": match.column.position}
    leaf = title.rsplit(" / ", 1)[-1]
    says = [
        heading for heading in (leaf, title) if re.search("[A-Za-z]", heading)
    ]  # a bare number names no column
    for heading in says or [title]:
        if find(layout, heading) == [match.column.position]:
            return {"heading": heading}
    return {"position": match.column.position}


def shown(match: Match) -> str:
    """The matched column for a reader."""
    return safe(match.column)


def safe(column: Evidence) -> str:
    """A column for a reader: its heading, its letter where the heading may be a person's name."""
    known = column.title and not vocabulary.may_name_somebody(column.title)
    return f"«{column.title}»" if known else f"kolom {letter(column.position)}"


def _stacked(draft: Draft, fit: Fit) -> None:
    """Name and NIP in one cell: both are cut out of it."""
    match = fit.matches.get("nip")
    if match is None or match.column.read.get("nip", 0) >= MEANT or match.column.nip_inside < MEANT:
        return
    part(
        draft,
        "nip",
        f"({NIP_BESIDE.pattern})".replace("(?<!\\d)", "").replace("(?!\\d)", ""),
        "NIP dipotong dari sel yang juga berisi nama",
    )
    if "person_name" in draft.dataset.fields and "person_name" not in fit.matches:
        draft.said["columns"]["person_name"] = {
            **draft.said["columns"]["nip"],
            "part": r"^(.*?)[\s/,;|]*(?:NIP[. :]*)?(?:19|20)\d{6}",
        }
        draft.guess("columns.person_name", shown(match), 0.8, "nama dipotong dari sel yang juga berisi NIP")


def title_of(lines: list[str]) -> str | None:
    """The words of a title that the same report will carry next month: without agency, place and period."""
    for line in lines:
        if TITLE.match(line) and len(line) <= 160:
            cut = TITLE_END.split(line, maxsplit=1)[0].split()
            known = list(itertools.takewhile(lambda word: TITLE.match(word) or vocabulary.speaks(word), cut))
            if len(known) >= 2:
                return " ".join(known).strip(" -–:,")
    return None


def file_words(file_name: str) -> list[str]:
    """The words of a file name that say what it is; months, agencies and names of persons are left out."""
    months = {name for names in MONTHS.values() for name in names}
    said = re.findall(r"[a-z]{3,}", PurePath(file_name).stem.lower())
    return [
        word
        for word in dict.fromkeys(said)
        if vocabulary.speaks(word)
        and word not in months
        and word not in DOWNLOADED
        and not AGENCY.match(word)
    ][:5]
