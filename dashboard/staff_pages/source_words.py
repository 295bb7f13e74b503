"""Source words: what the file's own words mean where a field takes codes; equal questions are asked once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard import formats, visit
from dashboard.languages import _
from dashboard.staff_pages import source_fields
from dashboard.staff_pages.rows import value_words
from dashboard.staff_pages.source_draft import Draft
from dashboard.staff_pages.source_table import Chosen
from ingest import desk
from ingest.desk import Source

Tree = dict[str, Any]
LEAVE, EMPTY = "", "(empty)"
ALIKE = ("answer", "rating")
"""Kinds of which a word means the same in every column of the file: nine questions have one scale."""


@dataclass
class Asked:
    """The words of one field, or of several whose words mean the same."""

    kind: str
    codes: list[str]
    names: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    read: dict[str, str | None] = field(default_factory=dict)
    meant: dict[str, str | None] = field(default_factory=dict)
    """Meanings as guessed, by word in lower case."""

    @property
    def open(self) -> list[str]:
        """Words that are not understood by themselves, or were given a meaning."""
        return [word for word in self.counts if self.read[word] is None or word.lower() in self.meant]


def draw(draft: Draft, chosen: Chosen, tree: Tree) -> Tree:
    """Draw a choice for each word that is not understood by itself or was given a meaning; gives the source's `values`."""
    guessed = tree.get("values") or {}
    try:
        source = desk.compose({**tree, "values": {}})[0]
    except desk.SourceInvalid:  # the page says so where the source is put together
        return guessed
    values: Tree = {}
    st.subheader(_("Arti kata dalam berkas"), anchor=False)
    asked = _asked(draft, chosen, tree, source, guessed)
    for one in asked:
        title = _title(chosen, one.names)
        if one.open:
            if meanings := _choices(chosen, one, title):
                values |= {name: dict(meanings) for name in one.names}
        else:
            st.markdown(
                _(":small[:gray[**{title}**: semua kata dikenal ({words}).]]").format(
                    title=title, words=", ".join(list(one.counts)[:6])
                )
            )
    if not asked:
        st.markdown(":small[:gray[" + _("Tidak ada kolom berisi kode yang perlu dijelaskan.") + "]]")
    return values


def _asked(draft: Draft, chosen: Chosen, tree: Tree, source: Source, guessed: Tree) -> list[Asked]:
    """What there is to ask, fields of one scale together unless their words were guessed to differ."""
    found: list[Asked] = []
    for name in tree["columns"]:
        here = chosen.dataset.fields[name]
        heading = source_fields.heading(chosen, tree["columns"], name)
        codes = desk.codes(here, source)
        if heading is None or not codes or not heading.words:
            continue
        scale = source.survey and source.survey.scale_max
        read = draft.once(
            ("words", name, tuple(heading.words), source.direction, scale),
            lambda here=here, heading=heading: desk.understood(here, heading.words, source),
        )
        meant = {word.lower(): code for word, code in guessed.get(name, {}).items()}
        same = next(
            (one for one in found if here.kind in ALIKE and one.kind == here.kind and _agree(one, meant)),
            None,
        )
        if same is None:
            found.append(same := Asked(here.kind, codes))
        same.names.append(name)
        same.counts.update(heading.words)
        same.read |= read
        same.meant |= meant
    return found


def _agree(one: Asked, meant: Mapping[str, str | None]) -> bool:
    return all(one.meant.get(word, code) == code for word, code in meant.items())


def _title(chosen: Chosen, names: list[str]) -> str:
    titles = [chosen.dataset.fields[name].title for name in names]
    if len(titles) > 2:
        return _("{first} sampai {last}").format(first=titles[0], last=titles[-1])
    return " · ".join(titles)


def _choices(chosen: Chosen, one: Asked, title: str) -> Tree:
    """The open words, each with the code it stands for."""
    st.markdown(f"**{title}**")
    shown = spelled(one.kind, one.codes) | {
        EMPTY: _("dianggap kosong"),
        LEAVE: _("belum ditentukan: baris ditahan"),
    }
    options = [*one.codes, EMPTY, LEAVE]
    given = {word: EMPTY if code is None else str(code) for word, code in one.meant.items()}
    # «{n} sel» where several columns have the word: a row may have it more than once
    label = _("«{word}» ({n} baris)") if len(one.names) == 1 else _("«{word}» ({n} sel)")
    found: Tree = {}
    with st.container(horizontal=True, key=f"sg-words-{one.names[0]}"):
        for word in one.open:
            start = given.get(word.lower(), LEAVE)
            code = st.selectbox(
                label.format(word=word, n=formats.number(one.counts[word])),
                options,
                index=options.index(start) if start in options else options.index(LEAVE),
                format_func=lambda code: shown[code],
                key=f"word-{chosen.key}-{one.names[0]}-{word}",
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
