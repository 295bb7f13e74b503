"""Source save: what the source is called, by what its files are known, and keeping it as a version."""

import re
from typing import Any

import streamlit as st

from dashboard import navigation
from dashboard.languages import _
from dashboard.staff_pages import source_draft
from dashboard.staff_pages.source_draft import Draft
from dashboard.staff_pages.source_table import Chosen
from dashboard.visit import Visit
from ingest import desk
from ingest.desk import Preview, Source
from warehouse.errors import DecisionRefused

Tree = dict[str, Any]
WIDTH = 544
MARKS = 6
SAID = "source-saved"


def base(draft: Draft, chosen: Chosen) -> Tree:
    """The source's tree before any correction: what was guessed, else the least a source says."""
    if chosen.suggestion:
        tree: Tree = desk.said(chosen.suggestion.source)
    else:
        stem = re.sub(r"[^a-z0-9]+", "-", draft.name.rsplit(".", 1)[0].lower()).strip("-")[:40] or "sumber"
        tree = {"source": stem, "title": draft.name, "dataset": chosen.dataset.dataset, "match": {}}
    said = {key: value for key, value in tree.items() if key != "header_row"}
    return said | ({"header_row": chosen.header_row} if chosen.header_row else {})


def names(here: Visit, chosen: Chosen, tree: Tree) -> Tree:
    """Title, id, whose data it is, and the headings by which the next file of this kind is known."""
    title = st.text_input(
        _("Nama sumber"), value=tree["title"], key=f"title-{chosen.key}", max_chars=200, width=WIDTH
    )
    known = {one.source: one for one in desk.listed(here.settings)}
    source = st.text_input(
        _("Kode sumber (huruf kecil, angka, tanda hubung)"),
        value=tree["source"],
        key=f"id-{chosen.key}",
        max_chars=64,
        width=WIDTH,
    ).strip()
    if source in known:
        st.markdown(
            f":small[:gray[{_('Kode ini sudah dipakai «{title}»: yang disimpan menjadi versi barunya.').format(title=known[source].title)}]]"
        )
    government = st.text_input(
        _("Kode pemerintah pemilik data"),
        value=tree.get("government", "pemprov-lampung"),
        key=f"government-{chosen.key}",
        width=WIDTH,
    )
    match = tree.get("match") or {}
    if chosen.sight.is_headless:
        match = match | {"headers": [one.title for one in chosen.sight.headings]}
        st.markdown(
            ":small[:gray["
            + _(
                "Tanpa judul kolom, berkas dikenali dari jumlah kolomnya ({n}) dan dari isi kolom NIP, tanggal, atau kode yang dipetakan."
            ).format(n=len(chosen.sight.headings))
            + "]]"
        )
    elif tree.get("shape", "table") == "table":
        titles = list(dict.fromkeys(one.title for one in chosen.sight.headings if one.title))
        last = {one.rsplit(" / ", 1)[-1]: one for one in reversed(titles)}
        start = [last[one] if one in last and one not in titles else one for one in match.get("headers", [])]
        mapped = [
            one
            for column in (tree.get("columns") or {}).values()
            for one in (column or {}).get("headings", [])
        ]
        headers = st.multiselect(
            _("Judul kolom penanda: semuanya harus ada agar berkas dikenali"),
            titles,
            default=[one for one in start if one in titles]
            or [one for one in mapped if one in titles][:MARKS],
            key=f"marks-{chosen.key}",
            placeholder=_("Pilih judul kolom"),
        )
        match = match | {"headers": headers}
    return {"title": title.strip(), "source": source, "government": government.strip(), "match": match}


def composed(tree: Tree) -> Source | None:
    """The source that the choices state; where they state none, the sentence stands in its place."""
    try:
        return desk.compose(tree)[0]
    except desk.SourceInvalid as fault:
        st.error(str(fault))
        return None


def draw(here: Visit, draft: Draft, source: Source, seen: Preview | None) -> None:
    """The note and the button; saving hands a new file in, and a waiting one loads by itself."""
    yaml = desk.compose(desk.said(source))[1]
    with st.expander(_("YAML sumber ini"), icon=":material/code:"):
        st.code(yaml, language="yaml")
    hand_in = False
    if draft.is_new:
        hand_in = st.checkbox(_("Muat berkas ini juga"), value=True)
    elif draft.said == desk.NOTHING_SAID:
        st.markdown(_("Berkas ini menunggu di arsip dan dimuat sendiri setelah sumbernya disimpan."))
    note = st.text_input(_("Catatan versi (boleh kosong)"), max_chars=300, width=WIDTH)
    loads = seen is not None and any(
        one.status in ("loaded", "waiting") and one.source == source.source for one in seen.verdicts
    )
    if not loads:
        st.markdown(_(":small[:gray[Simpan terbuka setelah berkas dapat dibaca dengan sumber ini.]]"))
    if st.button(_("Simpan sebagai versi baru"), type="primary", disabled=not loads, icon=":material/save:"):
        try:
            saved = desk.save_source(here.settings, here.viewer, yaml, note)
        except (desk.SourceInvalid, DecisionRefused) as refused:
            st.error(str(refused))
            return
        hand_in = hand_in or draft.said != desk.NOTHING_SAID  # what is said of a waiting file goes in with it
        for name, content in [(draft.name, draft.content), *draft.others] if hand_in else []:
            desk.submit(here.settings, here.viewer, name, content, draft.said)
        source_draft.forget()
        st.session_state[SAID] = (
            saved.source.title,
            saved.version.number,
            draft.name,
            hand_in or not draft.is_new,
        )
        st.query_params.pop("berkas", None)
        st.rerun()


def said() -> None:
    """After saving: what is kept, and what happens to the file."""
    if SAID not in st.session_state:
        return
    title, number, name, loads = st.session_state.pop(SAID)
    text = _("«{title}» tersimpan sebagai versi {number}.").format(title=title, number=number)
    if loads:
        text += " " + _(
            "{name} sedang dimuat; hasilnya terlihat di halaman Data setelah rilis berikutnya."
        ).format(name=name)
    st.success(text)
    if loads:
        st.page_link(
            navigation.script("data"), label=_("Lihat halaman Data"), icon=":material/arrow_forward:"
        )
    st.page_link(navigation.script("sumber"), label=_("Lihat semua sumber"), icon=":material/arrow_forward:")
