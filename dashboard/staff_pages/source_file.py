"""Source file: the file a new source is made for: one that waits for a source, or one from the reader's own disk."""

from typing import Any

import streamlit as st

from dashboard import choices, components, formats
from dashboard.languages import _, current
from dashboard.staff_pages import source_draft
from dashboard.staff_pages.source_draft import Draft
from dashboard.visit import Visit
from ingest import desk
from ingest.errors import IngestError
from warehouse.queries import files

LIMIT_MB = 20
WIDTH = 544


def choose(here: Visit) -> Draft | None:
    """Draw the choice; None until there is a file that can be read."""
    waiting = {row["file_sha256"]: row for row in files.unread(here.marts)}
    ways = {"menunggu": _("Berkas yang menunggu"), "unggah": _("Unggah berkas")}
    way = choices.pills(_("Dari mana"), ways, key="dari", default="menunggu" if waiting else "unggah")
    given = _waiting(here, waiting) if way == "menunggu" else _uploaded()
    if given is None:
        return None
    name, content, is_new = given
    try:
        with st.spinner(_("Membaca {name} …").format(name=name)):
            return source_draft.of(here.settings, name, content, is_new=is_new)
    except IngestError as refused:
        st.error(str(refused))
        return None


def _waiting(here: Visit, waiting: dict[str, dict[str, Any]]) -> tuple[str, bytes, bool] | None:
    if not waiting:
        components.empty_state(_("Tidak ada berkas yang menunggu sumber."))
        return None
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
        return None
    if waiting[sha256]["reason"]:
        st.markdown(f":small[:gray[{waiting[sha256]['reason']}]]")
    try:
        name, content = desk.archived(here.settings, sha256)
    except IngestError as gone:
        st.error(str(gone))
        return None
    return name, content, False


def _uploaded() -> tuple[str, bytes, bool] | None:
    # Streamlit's own words in the field exist in English only: siger.css writes ours over them
    with st.container(key=f"sg-upload-{current()}"):
        file = st.file_uploader(
            _("Berkas"), max_upload_size=LIMIT_MB, key=f"source-file-{source_draft.turn()}"
        )
    return None if file is None else (file.name, file.getvalue(), True)
