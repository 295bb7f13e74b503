"""Source file: the file a new source is made for: one that waits for a source, or one from the reader's own disk."""

from typing import Any

import streamlit as st

from dashboard import choices, components, formats
from dashboard.languages import _, current
from dashboard.staff_pages import source_draft
from dashboard.staff_pages.source_draft import Draft
from dashboard.visit import Visit
from ingest import desk
from ingest.desk import Suggestion
from ingest.errors import IngestError
from warehouse.queries import files

LIMIT_MB = 20
WIDTH = 544
File = tuple[str, bytes]
"""Name and content."""


def choose(here: Visit) -> Draft | None:
    """Draw the choice; None until there is a file that can be read."""
    waiting = {row["file_sha256"]: row for row in files.unread(here.marts)}
    ways = {"menunggu": _("Berkas yang menunggu"), "unggah": _("Unggah berkas")}
    way = choices.pills(_("Dari mana"), ways, key="dari", default="menunggu" if waiting else "unggah")
    given = _waiting(here, waiting) if way == "menunggu" else _uploaded()
    if not given:
        return None
    try:
        with st.spinner(_("Membaca {name} …").format(name=given[0][0])):
            return source_draft.of(here.settings, given, is_new=way == "unggah")
    except IngestError as refused:
        st.error(str(refused))
        return None


def is_whole(suggestion: Suggestion | None) -> bool:
    """A part of a delivery alone makes no source; everything else does."""
    return suggestion is None or not suggestion.parts_missing


def more_wanted() -> str:
    """What to do with a part that came alone."""
    return _(
        "Berkas ini satu bagian dari kiriman. Tambahkan bagian lainnya pada langkah 1: beberapa berkas dapat diunggah atau dipilih bersama."
    )


def _waiting(here: Visit, waiting: dict[str, dict[str, Any]]) -> list[File]:
    """The chosen file, and those chosen with it."""
    if not waiting:
        components.empty_state(_("Tidak ada berkas yang menunggu sumber."))
        return []
    hashes = list(waiting)
    asked = st.query_params.get("berkas", "")
    sha256 = st.selectbox(
        _("Berkas yang belum punya sumber"),
        hashes,
        index=hashes.index(asked) if asked in hashes else None,
        format_func=lambda one: f"{waiting[one]['file_name']} · {formats.when(waiting[one]['received_at'])}",
        placeholder=_("Pilih berkas"),
        key=f"source-waiting-{source_draft.turn()}",
        width=WIDTH,
    )
    if sha256 is None:
        return []
    if waiting[sha256]["reason"]:
        st.markdown(f":small[:gray[{waiting[sha256]['reason']}]]")
    beside = st.multiselect(
        _("Bersama berkas lain dari kiriman yang sama (jawaban, responden, pertanyaan)"),
        [one for one in hashes if one != sha256],
        format_func=lambda one: waiting[one]["file_name"],
        placeholder=_("Bila ada"),
        key=f"source-beside-{source_draft.turn()}-{sha256[:8]}",
        width=WIDTH,
    )
    try:
        return [desk.archived(here.settings, one) for one in (sha256, *beside)]
    except IngestError as gone:
        st.error(str(gone))
        return []


def _uploaded() -> list[File]:
    # Streamlit's own words in the field exist in English only: siger.css writes ours over them
    with st.container(key=f"sg-upload-{current()}"):
        files = st.file_uploader(
            _("Berkas"),
            max_upload_size=LIMIT_MB,
            accept_multiple_files=True,
            key=f"source-file-{source_draft.turn()}",
        )
    return [(file.name, file.getvalue()) for file in files]
