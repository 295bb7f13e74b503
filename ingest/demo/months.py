"""Months: whole months as numbers (year × 12 + month − 1), their days, quarters, semesters and Indonesian names."""

from calendar import monthrange
from datetime import date

NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
ROMAN = ("I", "II", "III", "IV")


def month(text: str) -> int:
    """The number of a month written YYYY-MM; ValueError when it is not one."""
    year, number = text.split("-")
    if not 1 <= int(number) <= 12:
        raise ValueError(text)
    return int(year) * 12 + int(number) - 1


def first(m: int) -> date:
    """First day of a month."""
    return date(m // 12, m % 12 + 1, 1)


def last(m: int) -> date:
    """Last day of a month."""
    return date(m // 12, m % 12 + 1, monthrange(m // 12, m % 12 + 1)[1])


def iso(m: int) -> str:
    """YYYY-MM."""
    return f"{m // 12}-{m % 12 + 1:02d}"


def label(m: int) -> str:
    """Mei 2026."""
    return f"{NAMES[m % 12]} {m // 12}"


def long(day: date) -> str:
    """8 Juni 2026."""
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


def ends_quarter(m: int) -> bool:
    """Whether a quarter ends with this month."""
    return m % 3 == 2


def ends_semester(m: int) -> bool:
    """Whether a half-year ends with this month."""
    return m % 6 == 5


def quarter(m: int) -> str:
    """Triwulan III, of any month in it."""
    return f"Triwulan {ROMAN[m % 12 // 3]}"
