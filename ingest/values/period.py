"""Period: a label of a title, file name or column ("Triwulan II 2025") becomes start, end and kind."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingest.values.date import MONTHS

_MONTH_OF = {name: number for number, names in MONTHS.items() for name in names}
_MONTH = rf"\b({'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
LONGEST_LABEL = 1_000
_YEAR = r"\b((?:19|20)\d\d)\b"
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}  # fmt: skip
_ORDINAL = r"(iv|iii|ii|i|[1-4]|pertama|kedua|ketiga|keempat)\b"
_QUARTER = re.compile(rf"\b(?:triwulan|tri wulan|trwl|tw|q|kuartal|kwartal)[ .\-]*(?:ke[ \-]*)?{_ORDINAL}")
_SEMESTER = re.compile(rf"\b(?:semester|smt|sem)[ .\-]*(?:ke[ \-]*)?{_ORDINAL}")
_DAY = re.compile(
    rf"\b(\d{{1,2}})[ \-/]{_MONTH}[ \-/]*{_YEAR}|\b(\d{{1,2}})[/\-](\d{{1,2}})[/\-]{_YEAR}|{_YEAR}-(\d\d)-(\d\d)"
)
# Lines that carry a date of printing or signing, never the period of the data.
_PRINTED = re.compile(
    r"\b(cetak|dicetak|diunduh|unduh|generate|tanggal|tgl|access|disahkan|nomor|no|perda|peraturan|undang)\b"
)


@dataclass(frozen=True)
class Period:
    """First and last day and the kind: month, quarter, semester, year or other."""

    start: date
    end: date
    kind: str


def months(year: int, first: int, last: int) -> Period:
    """The period of whole months first to last of a year, named by its length."""
    kinds = {1: "month", 3: "quarter", 6: "semester", 12: "year"}
    length = last - first + 1
    kind = kinds.get(length, "other") if (first - 1) % length == 0 else "other"
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), kind)


def parse(text: str, year: str | int | None = None) -> Period | None:
    """The period a label states, with `year` where the label itself has none; null where it states none."""
    if len(text) > LONGEST_LABEL:
        return None
    label = re.sub(r"[_\s]+", " ", text.lower()).strip()
    found = re.search(_YEAR, label)
    stated = int(found[1]) if found else _as_year(year)
    return (
        _days(label)
        or _compact(label, stated if not found else None)
        or (
            stated
            and (_part_of_year(label, stated) or _named_months(label, stated) or _whole_year(label, stated))
        )
        or None
    )


def counted(text: str, unit: str | None) -> str:
    """A bare number or roman numeral with the word of what it counts (`2` of a column of quarters: `triwulan 2`)."""
    bare = re.fullmatch(rf"\s*(?:0?{_ORDINAL})(?:\.0+)?\s*", text.lower())
    word = {"quarter": "triwulan", "semester": "semester"}.get(unit or "")
    return f"{word} {bare[1]}" if bare and word else text


def in_titles(lines: list[str]) -> Period | None:
    """The period of the first line that states one; lines that say "periode" go first, printing dates never count."""
    spoken = sorted(lines, key=lambda line: not re.search(r"period|masa penilaian|bulan", line.lower()))
    for line in spoken:
        low = line.lower()
        if _PRINTED.search(low) and "period" not in low:
            continue
        period = parse(line)
        if period and (period.kind != "year" or re.search(r"tahun|th\.|period|\bta\b", low)):
            return period
    return None


def first_day(text: str) -> date | None:
    """The first full date in a text, in either language."""
    dates = _dates(re.sub(r"\s+", " ", text.lower()))
    return dates[0] if dates else None


def _as_year(year: str | int | None) -> int | None:
    found = re.fullmatch(r"((?:19|20)\d\d)(?:\.0+)?", str(year).strip()) if year is not None else None
    return int(found[1]) if found else None


def _dates(label: str) -> list[date]:
    """All full dates of a label; a date that does not exist is none."""
    dates = []
    for found in _DAY.finditer(label):
        day1, month1, year1, day2, month2, year2, year3, month3, day3 = found.groups()
        try:
            if day1:
                dates.append(date(int(year1), _MONTH_OF[month1], int(day1)))
            elif day2:
                dates.append(date(int(year2), int(month2), int(day2)))
            else:
                dates.append(date(int(year3), int(month3), int(day3)))
        except ValueError:
            continue
    return dates


def _days(label: str) -> Period | None:
    """`1 Mei 2025 s.d. 31 Mei 2025`: two full dates."""
    dates = _dates(label)
    if len(dates) != 2 or dates[0] > dates[1]:
        return None
    start, end = dates
    whole = (
        start.day == 1 and start.year == end.year and end.day == calendar.monthrange(end.year, end.month)[1]
    )
    return months(start.year, start.month, end.month) if whole else Period(start, end, "other")


def _compact(label: str, year: int | None) -> Period | None:
    """`05/2025`, `2025-05`, `202505`, and `05` or `5` where another column holds the year."""
    for pattern, order in (
        (r"(\d{1,2})[/\-. ]((?:19|20)\d\d)", (2, 1)),
        (r"((?:19|20)\d\d)[/\-.]?(\d{2})", (1, 2)),
    ):
        found = re.fullmatch(rf"(?:periode|bulan)?[ :]*{pattern}", label)
        if found and 1 <= int(found[order[1]]) <= 12:
            return months(int(found[order[0]]), int(found[order[1]]), int(found[order[1]]))
    found = re.fullmatch(r"(\d{1,2})(?:\.0+)?", label)
    if found and year and 1 <= int(found[1]) <= 12:
        return months(year, int(found[1]), int(found[1]))
    return None


def _part_of_year(label: str, year: int) -> Period | None:
    if found := _QUARTER.search(label):
        quarter = _ORDINALS[found[1]]
        return months(year, quarter * 3 - 2, quarter * 3)
    if (found := _SEMESTER.search(label)) and _ORDINALS[found[1]] <= 2:
        half = _ORDINALS[found[1]]
        return months(year, half * 6 - 5, half * 6)
    return None


def _named_months(label: str, year: int) -> Period | None:
    """`Mei 2025`, `Januari - Juni 2025`, `Januari s.d. Juni 2025`."""
    named = [_MONTH_OF[name] for name in re.findall(_MONTH, label)]
    if not named or len(named) > 2 or named[0] > named[-1]:
        return None
    return months(year, named[0], named[-1])


def _whole_year(label: str, year: int) -> Period | None:
    """`Tahun 2019`, `Tahunan` with a year beside it, `2019` alone."""
    bare = re.sub(_YEAR, "", label).strip(" :.-")
    if re.search(r"\b(tahun|tahunan|annual|akhir)\b", label) or not bare:
        return months(year, 1, 12)
    return None
