"""Formats: numbers, shares, days and months as people read them in Indonesian or English."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.languages import Language, current
from warehouse.clock import WIB

NBSP = "\u00a0"
NOTHING = "–"
"""Stands where a figure is missing: missing is never zero."""


def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """`82.249 → "82,2"`; rounded half up as the rules ask, not half to even."""
    if value is None or value != value:
        return NOTHING
    return _number(value, decimals, current())


@lru_cache(maxsize=16_384)
def _number(value: float | Decimal, decimals: int, language: Language) -> str:
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = format_decimal(abs(exact), format="#,##0." + "0" * decimals, locale=language)
    return f"−{text}" if exact < 0 else text


@lru_cache(maxsize=16_384)
def _date(value: date, pattern: str, language: Language) -> str:
    return format_date(value, pattern, locale=language)


def signed(value: float | Decimal | None, decimals: int = 1) -> str:
    """A change: `0.8 → "+0,8"`, `-31 → "−31"` (a true minus sign), `0 → "0"`."""
    text = number(value, decimals)
    if text == NOTHING or text.startswith("−") or not text.strip("0,."):
        return text
    return f"+{text}"


def percent(share: float | Decimal | None, decimals: int = 0) -> str:
    """`0.94 → "94 %"`, joined by a no-break space; English has none."""
    if share is None or share != share:
        return NOTHING
    text = number(Decimal(str(share)) * 100, decimals)
    return text + "%" if current() == "en" else f"{text}{NBSP}%"


def points(change: float | Decimal | None, decimals: int = 0) -> str:
    """A change of a share, in percentage points: `0.06 → "+6 poin"`."""
    if change is None:
        return NOTHING
    word = "points" if current() == "en" else "poin"
    return f"{signed(Decimal(str(change)) * 100, decimals)} {word}"


def month(day: date | None, short: bool = False) -> str:
    """`2026-10-01 → "Oktober 2026"` (short: "Okt 2026")."""
    return NOTHING if day is None else _date(day, "MMM y" if short else "MMMM y", current())


def day(value: date | None, short: bool = False) -> str:
    """`2025-09-03 → "3 September 2025"` (short: "3 Sep 2025")."""
    return NOTHING if value is None else _date(value, "d MMM y" if short else "d MMMM y", current())


def quarter(first_day: date | None, short: bool = False) -> str:
    """`2026-10-01 → "Triwulan IV 2026"` (short: "TW IV 2026")."""
    if first_day is None:
        return NOTHING
    index = (first_day.month - 1) // 3
    if current() == "en":
        return f"Q{index + 1} {first_day.year}"
    return f"{'TW' if short else 'Triwulan'} {('I', 'II', 'III', 'IV')[index]} {first_day.year}"


def when(instant: datetime | None, short: bool = False) -> str:
    """A moment in WIB: "14 November 2026 pukul 06.12 WIB" (short: "14 Nov 2026 06.12"). Without zone it is UTC."""
    if instant is None:
        return NOTHING
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    local = aware.astimezone(WIB)
    if short:
        return f"{day(local.date(), short=True)} {local:{'%H:%M' if current() == 'en' else '%H.%M'}}"
    if current() == "en":
        return f"{day(local.date())} {local:%H:%M} WIB"
    return f"{day(local.date())} pukul {local:%H.%M} WIB"


def period(start: date | None, end: date | None) -> str:
    """A stretch of days, as short as it can be said: "Oktober 2026", "Januari–Juni 2026", "2026"."""
    if start is None or end is None:
        return month(start or end)
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if not whole:
        return f"{day(start)} – {day(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return month(start)
    if start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        return f"{_date(start, 'MMMM', current())}–{month(end)}"
    return f"{month(start)} – {month(end)}"


def plain(text: str) -> str:
    """Text of a file within a sentence: nothing in it is Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>$~:-])", r"\\\1", text)
