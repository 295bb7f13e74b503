"""Source shape: a table that is no plain one, in words: what becomes a row, and which part of a delivery says what."""

import re
from typing import Any

import streamlit as st

from dashboard import components, formats, visit
from dashboard.components import Column
from dashboard.languages import _
from dashboard.staff_pages import source_rules
from dashboard.staff_pages.rows import value_words
from dashboard.staff_pages.source_table import Chosen

Tree = dict[str, Any]


def draw(chosen: Chosen, tree: Tree) -> Tree:
    """Draw what the shape means; gives the keys that can be corrected here. Its details are changed in the YAML."""
    if tree["shape"] == "wide":
        _wide(chosen, tree)
        within = re.compile(tree["wide"]["heading"]).groupindex
        asked = {"direction", "agency", "dates", "numbers"} | ({"period"} - within.keys())
    else:
        _delivery(chosen, tree)
        asked = {"survey", "dates"}
    st.caption(
        _("Bentuk ini diubah lewat YAML: simpan, unduh YAML di halaman sumbernya, ubah, lalu impor kembali.")
    )
    st.subheader(_("Yang berlaku untuk seluruh berkas"), anchor=False)
    return source_rules.draw(chosen, asked)


def _wide(chosen: Chosen, tree: Tree) -> None:
    pattern = re.compile(tree["wide"]["heading"])
    taken = [one for one in chosen.sight.headings if pattern.search(re.sub(r"\s+", " ", one.title).strip())]
    words = {"aspect": _("aspek"), "person_name": _("nama orang"), "nip": "NIP", "period": _("periode")}
    st.markdown(
        _(
            "Tabel ini **melebar**: judul dari {n} kolom menyebut {what}, dan tiap sel di bawahnya menjadi satu baris dengan isi «{value}»."
        ).format(
            n=formats.number(len(taken)),
            what=_(" dan ").join(words.get(name, _title(chosen, name)) for name in pattern.groupindex),
            value=_title(chosen, tree["wide"]["value"]),
        )
    )
    if "person_name" in pattern.groupindex and "nip" not in pattern.groupindex:
        st.warning(
            _(
                "Judul hanya menyebut nama orang. Barisnya tertahan sampai peta nama → NIP ditulis pada YAML, di bawah «values: nip»."
            )
        )
    rows = [
        {
            "field": _title(chosen, name),
            "heading": ", ".join(column.get("headings", [])) or _("menurut letak"),
        }
        for name, column in (tree.get("columns") or {}).items()
        if column
    ]
    _fields(rows, _("Kolom yang tetap"))
    labels = value_words(visit.current().marts, _kind(chosen, tree["wide"]["value"]))
    known = [
        {"field": word, "heading": labels.get(meaning, meaning) if meaning else "–"}
        for name, words_ in (tree.get("values") or {}).items()
        if name != "nip"
        for word, meaning in words_.items()
    ]
    _fields(known, _("Arti kata di dalam sel"), _("Kata"), _("Dibaca sebagai"))


def _delivery(chosen: Chosen, tree: Tree) -> None:
    said = tree["delivery"]
    people = said.get("respondents")
    st.markdown(
        _(
            "Ini **kiriman survei**: satu baris satu jawaban. Jawaban dihubungkan ke responden lewat «{key}», pertanyaannya ada di «{question}», isinya di «{answer}»."
        ).format(key=said["key"], question=said["question"], answer=said["answer"])
    )
    parts = [
        (_("Jawaban"), said["answers"]),
        (_("Responden"), people),
        (_("Pertanyaan"), said.get("questions")),
    ]
    _fields(
        [{"field": title, "heading": " · ".join(part["headers"])} for title, part in parts if part],
        _("Bagian kiriman dan judul kolom penandanya"),
        _("Bagian"),
    )
    columns = (people or said["answers"]).get("columns") or {}
    _fields(
        [{"field": _title(chosen, name), "heading": heading} for name, heading in columns.items()],
        _("Yang diketahui tentang responden"),
    )
    _fields(
        [
            {"field": _title(chosen, name), "heading": number}
            for number, name in sorted(said["question_field"].items(), key=lambda pair: pair[1])
        ],
        _("Pertanyaan mana unsur mana"),
        _("Unsur"),
        _("Pertanyaan"),
    )


def _fields(rows: list[Tree], caption: str, left: str | None = None, right: str | None = None) -> None:
    if rows:
        columns = [Column("field", left or _("Bidang")), Column("heading", right or _("Kolom di berkas"))]
        components.table(rows, columns, caption=caption)


def _kind(chosen: Chosen, name: str) -> str:
    """What kind of words the cells hold: a field of codes by its name, else its kind."""
    field = chosen.dataset.fields[name]
    return name if field.kind == "code" else field.kind


def _title(chosen: Chosen, name: str) -> str:
    fields = chosen.dataset.fields
    return fields[name].title if name in fields else name
