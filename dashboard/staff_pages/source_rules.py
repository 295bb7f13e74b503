"""Source rules: what holds for all rows of a file: direction of codes, period, agency, how dates and numbers are written."""

from collections.abc import Callable, Set
from typing import Any

import streamlit as st

from dashboard.languages import _
from dashboard.staff_pages.source_draft import guess
from dashboard.staff_pages.source_table import Chosen, why
from ingest import desk

Tree = dict[str, Any]
WIDTH = 400


ALL = frozenset({"direction", "period", "agency", "survey", "dates", "numbers"})


def draw(chosen: Chosen, which: Set[str] = ALL) -> Tree:
    """Draw the rules that this dataset has, of those asked for; gives their keys of the YAML."""
    said = desk.said(chosen.suggestion.source) if chosen.suggestion else {}
    fields = chosen.dataset.fields
    asked: list[Callable[[Chosen, Tree], Tree]] = []
    if "direction" in which and any(field.kind in ("rating", "predikat") for field in fields.values()):
        asked.append(_direction)
    if "period" in which and "period_start" in fields:
        asked.append(_period)
    if "agency" in which and "agency_name" in fields:
        asked.append(_agency)
    if "survey" in which and chosen.dataset.dataset == "surveys":
        asked.append(_survey)
    rules: Tree = {}
    with st.container(horizontal=True, key="sg-rules", gap="medium"):
        asked += [ask for name, ask in (("dates", _dates), ("numbers", _numbers)) if name in which]
        for ask in asked:
            with st.container(width=WIDTH):
                rules |= ask(chosen, said)
    return rules


def pick(chosen: Chosen, key: str, label: str, options: dict[str, str], start: str) -> str:
    """A select box over code → words; a start that is not offered becomes the first option."""
    codes = list(options)
    picked = st.selectbox(
        label,
        codes,
        index=codes.index(start) if start in codes else 0,
        format_func=lambda code: options[code],
        key=f"rule-{chosen.key}-{key}",
    )
    return picked


def _direction(chosen: Chosen, said: Tree) -> Tree:
    options = {
        "words": _("ditulis dengan kata"),
        "lower_is_better": _("angka, 1 yang terbaik"),
        "higher_is_better": _("angka, 1 yang terburuk"),
    }
    direction = pick(chosen, "direction", _("Rating dalam berkas"), options, said.get("direction", "words"))
    why(guess(chosen.suggestion, "direction"))
    return {"direction": direction}


def _period(chosen: Chosen, said: Tree) -> Tree:
    options = {
        "title": _("tertulis pada judul di atas tabel"),
        "file_name": _("tertulis pada nama berkas"),
        "column": _("satu kolom, misalnya «Triwulan II 2025»"),
        "year_column": _("satu kolom tahun"),
        "columns": _("dua kolom: awal dan akhir"),
        "note": _("dipilih saat mengunggah"),
    }
    before = said.get("period") or {}
    guessed = guess(chosen.suggestion, "period")
    start = guessed.value if guessed else "title"
    rule = pick(chosen, "period", _("Periode data"), options, before.get("from", start))
    why(guessed)
    period: Tree = {"from": rule}
    titles = {one.title: one.title for one in chosen.sight.headings if one.title}
    if rule in ("column", "year_column"):
        period["column"] = pick(
            chosen, "period-column", _("Kolom periode"), titles, before.get("column") or ""
        )
    if rule == "column":
        years = {"": _("– tahun ada pada labelnya –")} | titles
        year = pick(chosen, "period-year", _("Kolom tahun"), years, before.get("year_column") or "")
        period |= {"year_column": year} if year else {}
    return {"period": period}


def _agency(chosen: Chosen, said: Tree) -> Tree:
    options = {
        "": _("dari kolomnya, atau dari akun yang mengunggah"),
        "title": _("tertulis pada judul di atas tabel"),
        "sheet": _("nama lembar"),
        "file_name": _("nama berkas"),
        "constant": _("selalu sama"),
    }
    before = said.get("agency") or {}
    constant = (said.get("constants") or {}).get("agency_name")
    rule = pick(
        chosen, "agency", _("Perangkat daerah"), options, "constant" if constant else before.get("from", "")
    )
    why(guess(chosen.suggestion, "agency"))
    if rule == "constant":
        name = st.text_input(
            _("Nama perangkat daerah"), value=str(constant or ""), key=f"rule-{chosen.key}-name"
        )
        return {"constants": {"agency_name": name.strip()}} if name.strip() else {}
    if rule == "title":
        label = st.text_input(
            _("Label di depan namanya (boleh kosong)"),
            value=before.get("label") or "",
            key=f"rule-{chosen.key}-label",
        )
        return {"agency": {"from": rule} | ({"label": label.strip()} if label.strip() else {})}
    return {"agency": {"from": rule}} if rule else {}


def _survey(chosen: Chosen, said: Tree) -> Tree:
    before = said.get("survey") or {}
    top = st.number_input(
        _("Nilai jawaban tertinggi"),
        min_value=2,
        max_value=10,
        value=before.get("scale_max", 4),
        key=f"rule-{chosen.key}-scale",
    )
    options = {
        "undeclared": _("tidak dinyatakan"),
        "declared": _("U8 pengaduan, U9 sarana"),
        "swapped": _("U8 sarana, U9 pengaduan"),
    }
    order = pick(chosen, "u8u9", _("Urutan U8 dan U9"), options, before.get("u8_u9", "undeclared"))
    why(guess(chosen.suggestion, "survey.u8_u9"))
    return {"survey": before | {"scale_max": top, "u8_u9": order}}


def _dates(chosen: Chosen, said: Tree) -> Tree:
    before = said.get("dates") or {}
    order = pick(
        chosen,
        "dates",
        _("Tanggal berupa angka"),
        {"": _("dikenali dari isinya"), "dmy": "31/12/2026", "mdy": "12/31/2026", "ymd": "2026/12/31"},
        before.get("order") or "",
    )
    return {"dates": before | {"order": order or None}} if order or before else {}


def _numbers(chosen: Chosen, said: Tree) -> Tree:
    before = said.get("numbers") or {}
    decimal = pick(
        chosen,
        "decimal",
        _("Tanda desimal"),
        {"": _("dikenali dari isinya"), ",": _("koma: 82,25"), ".": _("titik: 82.25")},
        before.get("decimal") or "",
    )
    return {"numbers": before | {"decimal": decimal or None}} if decimal or before else {}
