"""Source words: what the file's own words mean where a field takes codes."""

from typing import Any

import streamlit as st

from dashboard import formats, visit
from dashboard.languages import _
from dashboard.staff_pages import source_fields
from dashboard.staff_pages.rows import value_words
from dashboard.staff_pages.source_draft import Draft
from dashboard.staff_pages.source_table import Chosen
from ingest import desk

Tree = dict[str, Any]
LEAVE, EMPTY = "", "(empty)"


def draw(draft: Draft, chosen: Chosen, tree: Tree) -> Tree:
    """Draw a choice for each word that is not understood by itself or was given a meaning; gives the source's `values`."""
    guessed = tree.get("values") or {}
    try:
        source = desk.compose({**tree, "values": {}})[0]
    except desk.SourceInvalid:  # the page says so where the source is put together
        return guessed
    columns = tree["columns"]
    values: Tree = {}
    st.subheader(_("Arti kata dalam berkas"), anchor=False)
    for name in columns:
        heading = source_fields.heading(chosen, columns, name)
        codes = desk.codes(chosen.dataset.fields[name], source)
        if heading is None or not codes or not heading.words:
            continue
        understood = draft.once(
            (
                "words",
                name,
                tuple(heading.words),
                source.direction,
                source.survey and source.survey.scale_max,
            ),
            lambda name=name, heading=heading: desk.understood(
                chosen.dataset.fields[name], heading.words, source
            ),
        )
        meant = guessed.get(name, {})
        open_words = [
            word
            for word in heading.words
            if understood[word] is None or word.lower() in map(str.lower, meant)
        ]
        if chosen_values := _field(chosen, name, heading.words, open_words, codes, meant):
            values[name] = chosen_values
        elif not open_words:
            st.markdown(
                _(":small[:gray[**{title}**: semua kata dikenal ({words}).]]").format(
                    title=chosen.dataset.fields[name].title, words=", ".join(list(heading.words)[:6])
                )
            )
    return values


def _field(
    chosen: Chosen, name: str, counts: dict[str, int], words: list[str], codes: list[str], meant: Tree
) -> Tree:
    """The words of one field, each with the code it stands for."""
    if not words:
        return {}
    field = chosen.dataset.fields[name]
    st.markdown(f"**{field.title}**")
    shown = spelled(field.kind, codes) | {
        EMPTY: _("dianggap kosong"),
        LEAVE: _("belum ditentukan: baris ditahan"),
    }
    given = {word.lower(): EMPTY if code is None else str(code) for word, code in meant.items()}
    found: Tree = {}
    with st.container(horizontal=True, key=f"sg-words-{name}"):
        for word in words:
            options = [*codes, EMPTY, LEAVE]
            start = given.get(word.lower(), LEAVE)
            code = st.selectbox(
                _("«{word}» ({n} baris)").format(word=word, n=formats.number(counts[word])),
                options,
                index=options.index(start) if start in options else options.index(LEAVE),
                format_func=lambda one: shown[one],
                key=f"word-{chosen.key}-{name}-{word}",
                width=300,
            )
            if code != LEAVE:
                found[word] = None if code == EMPTY else code
    return found


def spelled(kind: str, codes: list[str]) -> dict[str, str]:
    """Codes in the reader's words."""
    known = value_words(visit.current().marts, kind)
    own = {"male": _("Laki-laki"), "female": _("Perempuan"), "true": _("Ya"), "false": _("Tidak")}
    return {code: known.get(code) or own.get(code, code) for code in codes}
