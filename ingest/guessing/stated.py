"""Stated: what titles, sheet, file name and single columns say of the whole table: period, agency, date, government."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from ingest import facts
from ingest.guessing.columns import safe
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import MEANT, Evidence
from ingest.guessing.fit import ENOUGH, Fit
from ingest.guessing.vocabulary import listed, words
from ingest.values import period

PERIOD_WORDS = {"periode", "bulan", "triwulan", "semester"}
BARE = {"bulan": "month", "triwulan": "quarter", "semester": "semester"}
AS_OF_LABELS = ("Tanggal Generate", "Tanggal Cetak", "Dicetak pada", "Dicetak", "Tanggal Unduh", "Diunduh pada", "Diunduh",
                "Keadaan per", "Keadaan tanggal", "Keadaan", "Per tanggal", "Posisi per", "Data per", "Tanggal Data", "Printed")  # fmt: skip
UNIT_LABELS = (
    "Unit Pelayanan",
    "Unit Layanan",
    "Nama Unit Pelayanan",
    "Nama Unit Layanan",
    "Nama UPTD/Kelurahan",
    "Nama Unit Kerja",
    "Nama Unit",
)
OTHER_GOVERNMENT = re.compile(
    r"\b(pemerintah |pemprov |pemkot |pemkab )?(kota|kabupaten|kab\.?|provinsi|prov\.?)\s+([a-z][a-z' ]{2,30})",
    re.IGNORECASE,
)


def labels(columns: Sequence[Evidence]) -> list[Evidence]:
    """Columns that name the period of their row: their heading says so and their cells do not contradict."""
    return [column for column in columns if _labels_period(column)]


def period_rule(
    draft: Draft, fit: Fit, columns: Sequence[Evidence], lines: list[str], file_name: str
) -> None:
    """Where the period stands: own columns, a label column, titles, a year column, the file name; else it is missing."""
    fields = draft.dataset.fields
    if "period_start" not in fields:
        return
    needed = fields["period_start"].required
    if not needed and "responded_on" in fit.matches:
        return None
    if fit.confidence("period_start") >= ENOUGH and fit.confidence("period_end") >= ENOUGH:
        return draft.guess("period", "columns", 0.95, "awal dan akhir periode ada sebagai kolom")
    named_by = labels(columns)
    year = next((column for column in columns if _is_year(column)), None)
    if named_by:
        return _by_column(draft, max(named_by, key=lambda one: one.periods), year)
    titled, named = period.in_titles(lines), period.parse(PurePath(file_name).stem.replace("-", " "))
    if titled and (titled.kind != "year" or not (year or named)):
        draft.put(period={"from": "title"})
        confidence = 0.9 if titled.kind != "year" else 0.75
        return draft.guess(
            "period",
            "title",
            confidence,
            f"judul menyebut periode {titled.start:%d-%m-%Y} s.d. {titled.end:%d-%m-%Y}",
        )
    if year and year.title and needed:
        draft.put(period={"from": "year_column", "column": year.title})
        return draft.guess(
            "period", "year_column", 0.75, f"tahun ada di kolom «{year.title}», periodenya setahun penuh"
        )
    if named and (needed or named.kind != "year"):
        draft.put(period={"from": "file_name"})
        return draft.guess(
            "period",
            "file_name",
            0.75,
            f"nama berkas menyebut periode {named.start:%d-%m-%Y} s.d. {named.end:%d-%m-%Y}",
        )
    if titled and needed:
        draft.put(period={"from": "title"})
        return draft.guess(
            "period",
            "title",
            0.75,
            f"judul menyebut periode {titled.start:%d-%m-%Y} s.d. {titled.end:%d-%m-%Y}",
        )
    if needed:
        draft.put(period={"from": "note"})
        draft.lack("period_start", "period_end")
        draft.guess(
            "period", "note", 0.3, "periode tidak tertulis di berkas, jadi harus dipilih saat mengunggah"
        )
    return None


def _by_column(draft: Draft, label: Evidence, year: Evidence | None) -> None:
    rule: dict[str, str] = {"from": "column", "column": label.title}
    has_year = label.share(lambda t: re.search(r"(19|20)\d\d", t)) >= MEANT
    if year and not has_year:
        rule["year_column"] = year.title
    unit = next((BARE[word] for word in words(label.title) if word in BARE), None)
    if (
        unit in ("quarter", "semester")
        and label.share(lambda t: re.fullmatch(r"(?:[1-4]|IV|I{1,3})(?:\.0)?", t)) >= 0.2
    ):
        rule["unit"] = unit
    draft.put(period=rule)
    sure = 0.9 if has_year or year else 0.65
    draft.guess(
        "period",
        f"column {label.title}",
        sure,
        f"kolom «{label.title}» berisi nama periode"
        + (f" dan «{year.title}» tahunnya" if year and not has_year else ""),
    )
    if sure < 0.7:
        draft.doubt("tahun dari periode tidak ada sebagai kolom; tahun diambil dari judul atau nama berkas")


def _labels_period(column: Evidence) -> bool:
    said = set(words(column.title))
    if (
        not said & PERIOD_WORDS
        or said & {"mulai", "selesai", "kode", "lahir"}
        or (column.read.get("date", 0) >= MEANT and column.periods < MEANT)
    ):
        return False
    bare = column.share(lambda t: re.fullmatch(r"(?:IV|I{1,3}|\d{1,2})(?:\.0)?", t))
    return not column.filled or max(column.periods, bare) >= MEANT


def _is_year(column: Evidence) -> bool:
    return (
        "tahun" in words(column.title)
        and (column.years >= MEANT or not column.filled)
        and len(words(column.title)) <= 3
    )


def whose(draft: Draft, fit: Fit, lines: list[str], sheet: str | None) -> None:
    """Agency and unit, where titles state them and no column does."""
    fields = draft.dataset.fields
    if "agency_name" in fields and fit.confidence("agency_name") < ENOUGH:
        titled = any(facts.AGENCY.match(line) or facts.AGENCY_LABEL.match(line) for line in lines)
        if titled:
            draft.put(agency={"from": "title"})
            draft.guess("agency", "title", 0.8, "baris judul menyebut perangkat daerah")
        elif sheet and facts.AGENCY.match(sheet):
            draft.put(agency={"from": "sheet"})
            draft.guess("agency", "sheet", 0.8, "nama lembar adalah nama perangkat daerah")
        elif fields["agency_name"].required:
            draft.lack("agency_name")
    if "unit_name" in fields and fit.confidence("unit_name") < ENOUGH:
        label = next((label for label in UNIT_LABELS if facts.after_label(lines, label)), None)
        if label:
            draft.put(unit={"from": "title", "label": label})
            draft.guess("unit", label, 0.85, f"baris judul «{label}» menyebut unit")


def sections(draft: Draft, fit: Fit, texts: list[str]) -> None:
    """Lone lines between the rows that name the agency or unit of the rows below them."""
    name = "agency_name" if texts and all(facts.AGENCY.match(text) for text in texts) else "unit_name"
    if texts and name in draft.dataset.fields and fit.confidence(name) < ENOUGH:
        draft.put(section=name)
        draft.guess(
            "section", name, 0.8, f"{len(texts)} baris bagian di antara data, berlaku untuk baris di bawahnya"
        )


def as_of(draft: Draft, fit: Fit, lines: list[str], file_name: str) -> None:
    """The date of the data, printed in a title or written in the file name beside the period."""
    if fit.confidence("snapshot_date") >= ENOUGH:
        return None
    for label in AS_OF_LABELS:
        said = facts.after_label(lines, label, loose=True)
        if said and period.first_day(said):
            draft.put(as_of={"from": "title", "label": label})
            return draft.guess("as_of", label, 0.9, f"baris «{label}» menyebut tanggal data")
    day = period.first_day(PurePath(file_name).stem.replace("_", " "))
    if day and draft.said.get("period", {}).get("from") != "file_name":
        draft.put(as_of={"from": "file_name"})
        return draft.guess("as_of", "file_name", 0.75, f"nama berkas menyebut tanggal {day}")
    return None


def government(draft: Draft, fit: Fit, lines: list[str], file_name: str) -> None:
    """The government whose data it is: the province, unless a column, a title or the file name says another one."""
    column = fit.matches.get("government_name")
    if column and column.column.filled:
        named, share = _most(
            [found for text in column.column.texts.elements() if (found := _government(text))],
            column.column.filled,
        )
        if named:
            draft.put(government=named)
            if named != "pemprov-lampung":
                draft.note(
                    f"menurut «{column.column.title}» datanya milik {named}, jadi tidak masuk angka provinsi"
                )
            first = next(text for text in column.column.texts if _government(text) == named)
            draft.said["match"] = {
                **draft.said.get("match", {}),
                "cells": {column.column.title: [_pattern(first)]},
            }
            return draft.guess(
                "government",
                named,
                0.95,
                f"{round(share * 100)} % sel «{column.column.title}» menyebut «{first}»",
            )
    for name in ("agency_name", "unit_name"):
        if (match := fit.matches.get(name)) and match.column.filled:
            texts = match.column.texts.elements()
            named, share = _most(
                [found for text in texts if (found := _government(text))], match.column.filled
            )
            if named and named != "pemprov-lampung":
                draft.put(government=named)
                draft.note(
                    f"menurut {safe(match.column)} datanya milik {named}, jadi tidak masuk angka provinsi"
                )
                return draft.guess(
                    "government", named, 0.85, f"{round(share * 100)} % sel {safe(match.column)} menyebutnya"
                )
    spoken = [(found, line) for line in lines if (found := _government(line))]
    official = next(
        (pair for pair in spoken if re.search(r"\bpem(erintah|prov|kot|kab)", pair[1], re.I)), None
    )
    if spoken:
        named, line = official or spoken[0]
        draft.put(government=named)
        if named != "pemprov-lampung":
            draft.note(f"menurut judul datanya milik {named}, jadi tidak masuk angka provinsi")
        return draft.guess(
            "government",
            named,
            0.9 if official or named == "pemprov-lampung" else 0.7,
            f"judul menyebut «{line[:80]}»",
        )
    stem = re.sub(r"[^a-z]+", " ", PurePath(file_name).stem.lower())
    city = next((name for name in listed("cities") if re.search(rf"\b{name}\b", stem)), None)
    if city:
        named = f"pemkot-{city.replace(' ', '-')}"
        draft.put(government=named)
        draft.doubt(f"pemerintah pemilik data diduga {named}, hanya dari nama berkas; periksa")
        return draft.guess("government", named, 0.7, f"nama berkas menyebut {city.title()}")
    if "lampung" not in " ".join([stem, *lines]).lower():
        draft.note("pemerintah pemilik data tidak disebut, jadi dianggap Pemerintah Provinsi Lampung")
    draft.guess("government", "pemprov-lampung", 0.7 if "lampung" in " ".join([stem, *lines]).lower() else 0.6,
                "tidak ada yang menyebut pemerintah lain, jadi dianggap Pemerintah Provinsi Lampung")  # fmt: skip
    return None


def _government(text: str) -> str | None:
    """Id of the government a text names: pemkot-metro, pemkab-natuna, pemprov-lampung."""
    low = re.sub(r"\s+", " ", text.lower())
    for found in OTHER_GOVERNMENT.finditer(low):
        kind = {"kot": "pemkot", "kab": "pemkab", "pro": "pemprov"}[found[2][:3]]
        names = {"pemkot": "cities", "pemprov": "provinces"}.get(kind)
        rest = found[3].strip()
        if names is not None:
            name = next((n for n in listed(names) if re.match(rf"{n}\b", rest)), None)
        else:
            name = " ".join(
                re.split(r" (?:tahun|bulan|periode|semester|triwulan|provinsi|prov)\b", rest)[0].split()[:3]
            )
        if name:
            return f"{kind}-{re.sub(r'[^a-z]+', '-', name).strip('-')}"
    return None


def _most(named: list[str], filled: int) -> tuple[str | None, float]:
    if not named:
        return None, 0
    (name, count), *_ = Counter(named).most_common(1)
    return (name, count / filled) if count * 2 > filled else (None, 0)


def _pattern(text: str) -> str:
    """`Pemerintah Kota Samarinda` as *Kota Samarinda*: what the cells of the same export share."""
    found = OTHER_GOVERNMENT.search(text)
    return f"*{found[2]} {found[3].strip()}*" if found else f"*{text}*"
