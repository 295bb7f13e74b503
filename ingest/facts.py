"""Facts: what titles, sheet name, file name and receipt say of a whole table: period, agency, unit, date of the data."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ingest.errors import FileRefused
from ingest.source import Fact, Source
from ingest.values import period
from ingest.values.period import Period

AGENCY = re.compile(
    r"^(dinas|badan|biro|inspektorat|sekretariat|satuan polisi|satpol|rsud|rsj|rumah sakit|bappeda|bapenda|bpkad|bkd|bpsdm|brida|kesbangpol)\b",
    re.IGNORECASE,
)
AGENCY_LABEL = re.compile(
    r"^(nama )?(opd|skpd|perangkat daerah|unit kerja|satuan kerja|instansi|nama instansi|dinas/badan|unit organisasi)\s*[:=|\t]\s*(.+)$",
    re.IGNORECASE,
)
PERIOD_TAIL = re.compile(
    r"[-–,(]\s*(semester|triwulan|tw|tahun|periode|bulan|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Facts:
    """Facts of one table; null where nothing states them."""

    period: Period | None = None
    agency_name: str | None = None
    unit_name: str | None = None
    as_of: date | None = None
    year: str | None = None
    """A year of the titles or the file name, for labels of columns that have none."""


def gather(
    source: Source, titles: list[str], *, file_name: str, sheet: str | None, note: dict[str, str | None]
) -> Facts:
    """Facts by the source's rules; what was stated at upload fills what the file does not say.

    Raises FileRefused `period_missing` when the source takes the period of the whole file and nothing states it.
    """
    lines = [re.sub(r"\s+", " ", line).strip() for line in titles]
    stem = PurePath(file_name).stem
    asked = note.get("period")
    stated = _period(source, lines, stem)
    if stated is None and asked:
        stated = period.parse(asked)
    if stated is None and source.period and source.period.from_ in ("title", "file_name", "note"):
        raise FileRefused(
            "period_missing",
            "Periode data tidak tertulis di judul maupun nama berkas; tulis baris «PERIODE : MEI 2025» di atas tabel atau pilih periode saat mengunggah.",
        )
    year = next(
        (
            found[1]
            for line in [*lines, stem]
            if (found := re.search(r"\b((?:19|20)\d\d)\b", line.replace("_", " ")))
        ),
        None,
    )
    return Facts(
        period=stated,
        agency_name=_fact(source.agency, lines, sheet, stem, agency=True) or note.get("agency"),
        unit_name=_fact(source.unit, lines, sheet, stem, agency=False),
        as_of=_as_of(source.as_of, lines, stem) or _given(note.get("as_of")),
        year=year,
    )


def _period(source: Source, lines: list[str], stem: str) -> Period | None:
    rule = source.period
    if rule is None or rule.from_ == "note":
        return None
    if rule.from_ == "title":
        return period.in_titles(lines)
    return period.parse(stem.replace("-", " ")) if rule.from_ == "file_name" else None


def after_label(lines: list[str], label: str, *, loose: bool = False) -> str | None:
    """What stands after `label` and a separator in the first line that has it: `Unit Pelayanan : RSUD …`.

    `loose` also takes what follows without one: `Dicetak 3 Juni 2025`.
    """
    between = r"\s*[:=|\t]*\s*" if loose else r"\s*[:=|\t]\s*"
    pattern = re.compile(rf"(?:^|[|;:\t ]){re.escape(label)}{between}(.*)$", re.IGNORECASE)
    for line in lines:
        found = pattern.search(line)
        if found and found[1].strip(" :|"):
            return found[1].strip(" :|")
    return None


def _fact(rule: Fact | None, lines: list[str], sheet: str | None, stem: str, *, agency: bool) -> str | None:
    if rule is None or rule.from_ == "column":
        return None
    if rule.from_ == "sheet":
        return sheet
    if rule.from_ == "file_name":
        return stem
    if rule.label:
        # Without separator the label is the beginning of the name itself: UNIT PELAYANAN CONTOH - SEMESTER I 2025.
        label = rule.label.lower()
        said = after_label(lines, rule.label) or next(
            (line for line in lines if line.lower().startswith(label)), None
        )
        return said and (PERIOD_TAIL.sub("", said).strip(" -–,") or None)
    if not agency:
        return None
    labelled = next((found[3].strip(" :|") for line in lines if (found := AGENCY_LABEL.match(line))), None)
    return labelled or next((line for line in lines if AGENCY.match(line)), None)


def _given(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _as_of(rule: Fact | None, lines: list[str], stem: str) -> date | None:
    if rule is None or rule.from_ == "column":
        return None
    if rule.from_ == "file_name":
        return period.first_day(stem.replace("_", " "))
    text = after_label(lines, rule.label, loose=True) if rule.label else " ".join(lines)
    return period.first_day(text) if text else None
