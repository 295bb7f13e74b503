"""Tambah sumber: an unknown file becomes a source: what was guessed, corrected by choices, tried, saved. No YAML needed."""

import streamlit as st

from dashboard import components, navigation, visit
from dashboard.languages import _
from dashboard.staff_pages import (
    source_check,
    source_fields,
    source_file,
    source_rules,
    source_save,
    source_shape,
    source_table,
    source_words,
)

here = visit.current()
components.breadcrumb([(_("Sumber"), navigation.script("sumber")), (_("Tambah sumber"), None)])
st.title(_("Bagaimana berkas ini dibaca?"), anchor=False)
components.answer(
    _("Pilih berkas yang belum dikenal; Siger mengusulkan cara membacanya, Anda memeriksa dan menyimpan.")
)
components.meta_line(
    _("tidak ada yang dimuat sebelum disimpan"),
    _("isi pribadi disamarkan"),
    _("setiap versi disimpan dengan nama Anda"),
)
source_save.said()

st.header(_("1 · Berkas mana?"), anchor=False)
draft = source_file.choose(here)
if draft is not None:
    if draft.why:
        st.warning(draft.why)
    st.header(_("2 · Tabel dan judul kolom mana?"), anchor=False)
    chosen = source_table.choose(here.settings, draft)
    st.header(_("3 · Kolom mana mengisi bidang mana?"), anchor=False)
    if chosen.suggestion:
        (st.success if chosen.suggestion.certain else st.warning)(chosen.suggestion.sentence)
    tree = source_save.base(draft, chosen)
    if not source_file.is_whole(chosen.suggestion):
        st.info(source_file.more_wanted())
    elif tree.get("shape", "table") == "table":
        tree["columns"] = source_fields.draw(chosen)
        st.subheader(_("Yang berlaku untuk seluruh berkas"), anchor=False)
        tree |= source_rules.draw(chosen)
        tree["values"] = source_words.draw(draft, chosen, tree)
    else:
        tree |= source_shape.draw(chosen, tree)
    source = None
    if source_file.is_whole(chosen.suggestion):
        st.subheader(_("Nama dan penanda"), anchor=False)
        tree |= source_save.names(here, chosen, tree)
        source = source_save.composed(tree)
    if source is not None:
        st.header(_("4 · Apakah hasilnya benar?"), anchor=False)
        seen = source_check.on_file(here, draft, source)
        source_check.on_past(here, draft, source)
        source_save.draw(here, draft, source, seen)
components.footer(here.release, demo=here.demo)
