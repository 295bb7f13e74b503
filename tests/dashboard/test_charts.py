"""Charts: every form is a whole Vega-Lite spec with Indonesian numbers, a sentence, and figures left as they are."""

import json
import re
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from dashboard import theme
from dashboard.charts import (
    ageing,
    distribution,
    dots,
    elements,
    heatmap,
    matrix,
    sources,
    sparkline,
    tiles,
    trend,
    waterfall,
)

MONTHS = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
AGENCIES = [
    {
        "agency_name": "Dinas Kesehatan",
        "ikm": 89.08,
        "ikm_low": 88.4,
        "ikm_high": 89.8,
        "ikm_n": 1204,
        "ikm_versus_province": "above",
    },
    {
        "agency_name": "Badan Penghubung",
        "ikm": 78.15,
        "ikm_low": 76.0,
        "ikm_high": 80.3,
        "ikm_n": 42,
        "ikm_versus_province": "below",
    },
    {
        "agency_name": "Inspektorat",
        "ikm": None,
        "ikm_low": None,
        "ikm_high": None,
        "ikm_n": 12,
        "ikm_versus_province": None,
    },
]
SHARES = {
    "agency_name": "Dinas Kesehatan",
    "share_sangat_kurang": 0.0,
    "share_kurang": 0.01,
    "share_butuh_perbaikan": 0.04,
    "share_baik": 0.85,
    "share_sangat_baik": 0.10,
    "pattern_class": "baik",
    "pattern_limit": 0.70,
    "pattern_status": "violates",
}
MOVE = [
    {"step": "before", "value": Decimal("0.833333"), "persons": 42},
    {"step": "late_reporters", "value": Decimal("0.051851"), "persons": 8},
    {"step": "real_change", "value": Decimal("-0.135184"), "persons": 37},
    {"step": "now", "value": Decimal("0.750000"), "persons": 40},
]
STEPS = {
    "before": "Bulan lalu",
    "late_reporters": "Terlambat dinilai",
    "real_change": "Perubahan nyata",
    "now": "Bulan ini",
}
PLACES = {
    "unit_name": "UPTD",
    "superior_place": 1.2,
    "citizens_place": -2.1,
    "achievement_place": None,
    "agreement_class": "superior_higher",
}
FORMS: dict[str, Callable[[theme.Mode], dict[str, Any]]] = {
    "dots": lambda mode: dots.spec(AGENCIES, mode=mode, reference=82.2),
    "distribution": lambda mode: distribution.spec([SHARES], mode=mode),
    "heatmap": lambda mode: heatmap.spec(
        [{"agency_name": "A", "month": m, "reported": m != MONTHS[1], "coverage": 0.9} for m in MONTHS],
        mode=mode,
    ),
    "trend": lambda mode: trend.spec(
        [
            {
                "month": m,
                "ikm": 80.0 + i,
                "ikm_low": 79.0 + i,
                "ikm_high": 81.0 + i,
                "coverage": 0.9,
                "ikm_n": 100,
            }
            for i, m in enumerate(MONTHS)
        ],
        mode=mode,
    ),
    "ageing": lambda mode: ageing.spec(
        [
            {"label": "Sampai 5 hari kerja", "count": 118, "is_over_limit": False},
            {"label": "Lebih", "count": 3, "is_over_limit": True},
        ],
        mode=mode,
    ),
    "tiles": lambda mode: tiles.spec(
        [
            {
                "region_code": "18.11",
                "region_name": "Mesuji",
                "tile_column": 4,
                "tile_row": 1,
                "ikm": None,
                "n": None,
            },
            {
                "region_code": "18.72",
                "region_name": "Kota Metro",
                "tile_column": 3,
                "tile_row": 3,
                "ikm": 81.2,
                "n": 300,
            },
        ],
        mode=mode,
    ),
    "elements": lambda mode: elements.spec(
        [{"label": "U1 Persyaratan", "nrr": 3.21, "nrr_before": 3.1}], mode=mode
    ),
    "waterfall": lambda mode: waterfall.spec(MOVE, mode=mode, names=STEPS),
    "sources": lambda mode: sources.spec([PLACES], mode=mode),
    "matrix": lambda mode: matrix.spec(
        [{"result_rating": "di_atas", "behaviour_rating": "sesuai", "predikat": "baik"}],
        mode=mode,
        marked=("di_atas", "sesuai"),
    ),
}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_a_valid_spec_in_the_frame_of_all(form: str, mode: theme.Mode) -> None:
    spec = FORMS[form](mode)
    alt.Chart.from_dict(
        json.loads(json.dumps({k: v for k, v in spec.items() if k != "datasets"})), validate=True
    )
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["locale"]["time"]["shortMonths"][7] == "Agu"
    assert spec["config"]["axis"]["labelFlush"] is False
    assert spec["autosize"]["type"] == "fit-x"
    assert spec["description"].endswith(".")
    json.dumps(spec)  # no Decimal, no date


@pytest.mark.parametrize("form", FORMS)
def test_no_layer_speaks_raw_column_names(form: str) -> None:
    for layer in FORMS[form]("light")["layer"]:
        mark = layer["mark"]
        assert mark["aria"] is False
        assert "tooltip" in layer.get("encoding", {}) or mark.get("tooltip", "") is None


def test_light_and_dark_differ_and_do_not_leak_into_each_other() -> None:
    light, dark = (json.dumps(FORMS["dots"](mode)) for mode in ("light", "dark"))
    assert theme.LIGHT.blue in light and theme.LIGHT.blue not in dark
    assert theme.DARK.blue in dark and theme.DARK.blue not in light


def test_dots_leave_out_what_has_no_value_and_round_half_up() -> None:
    points = FORMS["dots"]("light")["datasets"]["rows"]
    assert [p["label"] for p in points] == ["Dinas Kesehatan", "Badan Penghubung"]
    assert [p["text"] for p in points] == ["89,1", "78,2"]
    assert points[0]["sample"] == "n 1.204"


def test_the_tick_stands_at_the_lower_classes_plus_the_limit() -> None:
    spec = FORMS["distribution"]("light")
    (limit,) = spec["datasets"]["limits"]
    assert limit["at"] == pytest.approx(0.05 + 0.70)
    assert limit["text"] == "+15 poin"
    parts = spec["datasets"]["rows"]
    assert [p["code"] for p in parts] == ["kurang", "butuh_perbaikan", "baik", "sangat_baik"]
    assert parts[-1]["end"] == pytest.approx(1)


@pytest.mark.parametrize(("baik", "limit"), [(0.75, 0.30), (0.60, 0.50), (0.85, 0.30)])
def test_a_share_stands_clear_of_the_words_that_end_at_the_limit(baik: float, limit: float) -> None:
    row = SHARES | {"share_baik": baik, "share_sangat_baik": 0.95 - baik, "pattern_limit": limit}
    spec = distribution.spec([row], mode="light")
    (tick,) = spec["datasets"]["limits"]
    (printed,) = [part for part in spec["datasets"]["rows"] if part["code"] == "baik"]
    assert printed["start"] < printed["middle"] < printed["end"]
    words = tick["at"] - distribution.WORDS
    assert not words < printed["middle"] < tick["at"] + 0.02, "a share printed over the words"


def test_no_tick_where_the_unit_is_not_judged() -> None:
    spec = distribution.spec([SHARES | {"pattern_status": "not_judged"}], mode="light")
    assert spec["datasets"]["limits"] == []


def test_rounded_public_shares_fill_the_bar_but_are_printed_as_they_are() -> None:
    row = {
        "agency_name": "A",
        "share_butuh_perbaikan": 0.05,
        "share_baik": 0.90,
        "share_sangat_baik": 0.10,
        "text_butuh_perbaikan": "≤ 5 %",
    }
    names = {"butuh_perbaikan": "Di bawah Baik", "baik": "Baik", "sangat_baik": "Sangat Baik"}
    parts = distribution.spec([row], mode="light", names=names)["datasets"]["rows"]
    assert parts[-1]["end"] == pytest.approx(1)
    assert parts[0]["text"] == "≤ 5 %"
    assert parts[1]["text"] == "90\u00a0%"


def test_a_gap_in_a_trend_stays_a_gap() -> None:
    rows = [{"month": m, "ikm": v} for m, v in zip(MONTHS, (80.0, None, 82.0), strict=True)]
    points = trend.spec(rows, mode="light")["datasets"]["rows"]
    assert [p["value"] for p in points] == [80.0, None, 82.0]
    assert [p["last"] for p in points] == ["", "", "82,0"]
    assert points[0]["month"] == "2025-11-01"


def test_a_month_without_file_is_a_cross_not_a_pale_cell() -> None:
    cells = FORMS["heatmap"]("light")["datasets"]["rows"]
    assert [c["cross"] for c in cells] == ["", "×", ""]
    assert cells[1]["value"] is None


def test_a_tile_without_enough_answers_shows_a_dash() -> None:
    hidden, shown = FORMS["tiles"]("light")["datasets"]["rows"]
    assert (hidden["code"], hidden["text"]) == ("MSJ", "–")
    assert (shown["code"], shown["text"]) == ("MTR", "81,2")


def test_the_longest_bar_leaves_room_for_its_number() -> None:
    assert '"domain": [0, 135.7]' in json.dumps(FORMS["ageing"]("light"))


def test_the_steps_of_a_waterfall_end_at_the_present_level_and_cut_the_axis() -> None:
    spec = waterfall.spec(MOVE, mode="light", names=STEPS)
    bars = spec["datasets"]["rows"]
    assert [bar["text"] for bar in bars] == ["83,3\u00a0%", "+5,2 poin", "−13,5 poin", "75,0\u00a0%"]
    assert [bar["way"] for bar in bars] == ["total", "up", "down", "total"]
    assert bars[2]["end"] == pytest.approx(bars[3]["end"])
    low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert 0 < low < 0.75 and bars[0]["start"] == bars[3]["start"] == low and high > 0.885
    still = waterfall.axis([1.0, 1.0, 1.0])
    assert still[0] < 1 < still[1]


def test_a_source_that_is_missing_has_no_mark_and_a_contradiction_is_red() -> None:
    spec = sources.spec([PLACES, PLACES | {"unit_name": "B", "agreement_class": "agree"}], mode="light")
    assert [mark["source"] for mark in spec["datasets"]["marks"]] == ["Atasan", "Warga"] * 2
    assert [line["apart"] for line in spec["datasets"]["rows"]] == ["apart", "near"]
    assert "UPTD: atasan +1,2, warga −2,1" in spec["description"]


def test_templates_are_built_once_and_never_changed_by_a_page() -> None:
    first = FORMS["dots"]("light")
    first["layer"].clear()
    assert FORMS["dots"]("light")["layer"]


def test_a_sparkline_keeps_gaps_and_escapes_its_sentence() -> None:
    html = sparkline.line([1.0, None, 2.0, 3.0], 'Nilai "x" <b>')
    assert html.count("M") >= 2 and "<b>" not in html
    assert sparkline.line([None, 1.0], "x") == ""


def test_the_config_file_has_the_colours_of_the_palette() -> None:
    config = tomllib.loads(Path(".streamlit/config.toml").read_text())["theme"]
    for ink, section in ((theme.LIGHT, config["light"]), (theme.DARK, config["dark"])):
        assert section["backgroundColor"] == ink.page
        assert section["secondaryBackgroundColor"] == ink.surface
        assert section["textColor"] == ink.text
        assert section["primaryColor"] == ink.primary
        assert section["borderColor"] == ink.border
        assert section["grayTextColor"] == ink.muted
        assert section["blueColor"] == ink.blue
        assert section["redColor"] == ink.red
        assert tuple(section["chartCategoricalColors"]) == ink.categories


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", [theme.LIGHT, theme.DARK])
def test_text_and_marks_are_readable_on_their_ground(ink: theme.Palette) -> None:
    for text in (ink.text, ink.muted, ink.primary):
        assert contrast(text, ink.page) >= 4.5
        assert contrast(text, ink.surface) >= 4.5
    for mark in (ink.blue, ink.red, ink.neutral):
        assert contrast(mark, ink.page) >= 3.0
    for code, colour in ink.predikat.items():
        assert contrast(ink.on_predikat[code], colour) >= 4.5, code


def test_the_stylesheet_pairs_are_readable() -> None:
    css = Path("dashboard/aset/siger.css").read_text()
    pairs = re.findall(
        r"color: light-dark\((#\w{6}), (#\w{6})\); background: light-dark\((#\w{6}), (#\w{6})\)", css
    )
    assert len(pairs) == 5
    for light, dark, on_light, on_dark in pairs:
        assert contrast(light, on_light) >= 4.5
        assert contrast(dark, on_dark) >= 4.5
