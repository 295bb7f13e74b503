"""Theme: Siger's colours in both modes and the frame every chart stands in."""

from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from dashboard.languages import current

Mode = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """The colours of one mode. Gold is for the mark and class A; grey is the normal case."""

    page: str
    surface: str
    text: str
    muted: str
    border: str
    rule: str
    primary: str
    gold: str
    band: str
    band_top: str
    blue: str
    red: str
    neutral: str
    good: str
    attention: str
    missing: str
    predikat: dict[str, str]
    on_predikat: dict[str, str]
    categories: tuple[str, ...]
    sequence: tuple[str, str, str]


LIGHT = Palette(
    page="#FFFFFF",
    surface="#F6F3EC",
    text="#211D17",
    muted="#5E574B",
    border="#D5CDBD",
    rule="#8A8271",
    primary="#8A5A00",
    gold="#C7841C",
    band="#F6F3EC",
    band_top="#FBF0DA",
    blue="#1F5A8C",
    red="#A8281A",
    neutral="#958B78",
    good="#1B6E54",
    attention="#7A4F00",
    missing="#F6F3EC",
    predikat={
        "sangat_kurang": "#7A1F14",
        "kurang": "#BC582D",
        "butuh_perbaikan": "#E0A458",
        "baik": "#D8D2C4",
        "sangat_baik": "#1F6F8B",
    },
    on_predikat={
        "sangat_kurang": "#FFFFFF",
        "kurang": "#FFFFFF",
        "butuh_perbaikan": "#211D17",
        "baik": "#211D17",
        "sangat_baik": "#FFFFFF",
    },
    categories=("#1F5A8C", "#C7841C", "#289E87", "#A8281A", "#A876E8", "#564A46"),
    sequence=("#F3EEE2", "#8FAFC0", "#133F66"),
)

DARK = Palette(
    page="#16140F",
    surface="#211E18",
    text="#F2EEE4",
    muted="#B5AD9D",
    border="#3A352B",
    rule="#857D6C",
    primary="#E6B54A",
    gold="#EBC15C",
    band="#211E18",
    band_top="#2A2313",
    blue="#5CC8F2",
    red="#C4472A",
    neutral="#8E8675",
    good="#6CCBA3",
    attention="#F0C870",
    missing="#211E18",
    predikat={
        "sangat_kurang": "#FFB7A6",
        "kurang": "#E8703F",
        "butuh_perbaikan": "#96681F",
        "baik": "#4C473D",
        "sangat_baik": "#4FB0E6",
    },
    on_predikat={
        "sangat_kurang": "#211D17",
        "kurang": "#211D17",
        "butuh_perbaikan": "#FFFFFF",
        "baik": "#F2EEE4",
        "sangat_baik": "#16140F",
    },
    categories=("#5CC8F2", "#EBC15C", "#2A8474", "#C4472A", "#B366EE", "#ABA3A3"),
    sequence=("#3A352B", "#326276", "#8ADAF9"),
)

FONT = "Jakarta, system-ui, sans-serif"
PHONE = "windowSize()[0] < 640"
"""Vega expression: the chart was drawn in a window as narrow as a phone."""

_NUMBER = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["Rp", ""], "minus": "−"},
}
_TIME = {
    "id": {
        "dateTime": "%A, %e %B %Y pukul %H.%M.%S",
        "date": "%d/%m/%Y",
        "time": "%H.%M.%S",
        "periods": ["AM", "PM"],
        "days": ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
        "shortDays": ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
        "months": [
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
        ],
        "shortMonths": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    },
    "en": {
        "dateTime": "%A, %e %B %Y %H:%M:%S",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        "shortDays": ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        "months": [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        "shortMonths": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    },
}


def palette(mode: Mode) -> Palette:
    """The colours of a mode."""
    return DARK if mode == "dark" else LIGHT


def mode() -> Mode:
    """The mode the reader's page is drawn in now; light where there is no page (tests, reports)."""
    return "dark" if st.context.theme.type == "dark" else "light"


def frame(mode: Mode, language: str | None = None) -> dict[str, Any]:
    """Vega-Lite `config` shared by all charts: no frame, no ticks, our font, our numbers and months."""
    ink, tongue = palette(mode), language or current()
    axis = {
        "aria": False,  # the chart is one picture with one sentence; its table stands beside it
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelColor": ink.muted,
        "labelFontSize": 12,
        "labelFlush": False,
        "labelPadding": 8,
        "title": None,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"title": None, "labelColor": ink.muted, "labelFontSize": 12},
        "text": {"fill": ink.text, "fontSize": 12},
        "locale": {"number": _NUMBER[tongue], "time": _TIME[tongue]},
    }
