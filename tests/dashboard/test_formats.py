"""Formats: numbers, shares, days and months in Indonesian, and the same in English."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from dashboard import formats, languages

NB = "\u00a0"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader chose English."""
    monkeypatch.setattr(formats, "current", lambda: "en")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (14820, 0, "14.820"),
        (82.25, 1, "82,3"),
        (88.305, 2, "88,31"),
        (Decimal("2.5"), 0, "3"),
        (-2.5, 0, "−3"),
        (-0.04, 1, "0,0"),
        (None, 1, "–"),
        (float("nan"), 0, "–"),
    ],
)
def test_numbers_are_indonesian_and_rounded_half_up(value: float | None, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.8, "+0,8"), (-31, "−31,0"), (0, "0,0"), (0.04, "0,0"), (None, "–")]
)
def test_changes_carry_their_sign_unless_they_round_to_nothing(value: float | None, text: str) -> None:
    assert formats.signed(value) == text


def test_shares_and_points() -> None:
    assert formats.percent(0.94) == f"94{NB}%"
    assert formats.percent(0.945, 1) == f"94,5{NB}%"
    assert formats.percent(None) == "–"
    assert formats.points(0.06) == "+6 poin"


def test_days_months_quarters() -> None:
    assert formats.month(date(2026, 10, 1)) == "Oktober 2026"
    assert formats.day(date(2025, 5, 3)) == "3 Mei 2025"
    assert formats.quarter(date(2026, 10, 1)) == "Triwulan IV 2026"
    assert formats.quarter(date(2026, 10, 1), short=True) == "TW IV 2026"
    assert formats.month(None) == "–"


def test_moments_are_told_in_wib() -> None:
    assert formats.when(datetime(2026, 11, 13, 23, 12)) == "14 November 2026 pukul 06.12 WIB"
    assert formats.when(datetime(2026, 11, 13, 23, 12), short=True) == "14 Nov 2026 06.12"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "Oktober 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "Januari–Juni 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2025, 11, 1), date(2026, 10, 31), "November 2025 – Oktober 2026"),
        (date(2026, 3, 2), date(2026, 3, 9), "2 Maret 2026 – 9 Maret 2026"),
    ],
)
def test_a_period_is_as_short_as_it_can_be_said(start: date, end: date, text: str) -> None:
    assert formats.period(start, end) == text


@pytest.mark.usefixtures("english")
def test_english() -> None:
    assert formats.number(14820.5, 1) == "14,820.5"
    assert formats.percent(0.94) == "94%"
    assert formats.month(date(2026, 10, 1)) == "October 2026"
    assert formats.quarter(date(2026, 10, 1)) == "Q4 2026"


def test_the_english_catalogue_is_read_and_keeps_every_placeholder() -> None:
    words = languages._catalogue("en")
    assert words.gettext("Beranda") == "Home"
    assert words.gettext("kata yang tidak ada") == "kata yang tidak ada"
    from babel.messages.pofile import read_po

    for path in (languages.LOCALE / "en").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                fields = sorted(part.split("}")[0] for part in str(message.id).split("{")[1:])
                said = sorted(part.split("}")[0] for part in str(message.string).split("{")[1:])
                assert fields == said, message.id
