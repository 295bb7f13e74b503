"""Hand in: chosen files are read and judged one after the other, shown, and sent together."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.languages import _
from dashboard.staff_pages import outcome, verdicts
from dashboard.visit import Visit
from ingest import desk
from ingest.desk import Concern, Preview, Said
from ingest.errors import IngestError
from warehouse.access import may
from warehouse.errors import DecisionRefused
from warehouse.queries import agencies

LIMIT_MB = 20
SENT_ALSO = ("loaded", "waiting", "no-source")
"""What is worth sending: what loads, and what waits in the archive for its other files or for a source."""
Found = tuple[Preview, Concern] | str
SEEN, TURN = "previews", "upload-turn"


def field() -> str:
    """Key of the file field; it changes after sending, so that the field is empty again."""
    return f"file-{st.session_state.get(TURN, 0)}"


def said(here: Visit) -> Said:
    """What the sender says of files that do not say it; an agency's HR sends for its own agency."""
    with st.expander(_("Bila berkas tidak menyebutkannya")):
        agency = here.viewer.agency_code
        if agency is None:
            names = {row["agency_code"]: row["agency_name"] for row in agencies.names(here.marts)}
            agency = st.selectbox(
                _("Perangkat daerah"),
                list(names),
                index=None,
                format_func=lambda code: names[code],
                placeholder="–",
            )
        period = st.text_input(_("Periode data"), placeholder=_("misalnya Mei 2026 atau Triwulan II 2026"))
        as_of = st.date_input(_("Tanggal data"), value=None, format="DD-MM-YYYY")
    return Said(agency, period.strip() or None, as_of.isoformat() if as_of else None)


def draw(here: Visit, files: Sequence[Any], told: Said) -> None:
    """The verdict of each file, and one button that sends those that can be sent."""
    judged = _judge(here, files, told)
    good = []
    for file, found in judged:
        with st.container(border=True):
            st.markdown(f"**{file.name}**")
            if isinstance(found, str):
                st.error(found)
                continue
            preview, concern = found
            verdicts.draw(preview, here.marts)
            if refusal := desk.refusal(here.viewer, concern, told):
                st.error(refusal)
            elif any(verdict.status in SENT_ALSO for verdict in preview.verdicts) and _is_meant(
                file, concern
            ):
                good.append(file)
    words = _("Kirim berkas ini") if len(good) == 1 else _("Kirim {n} berkas").format(n=len(good))
    if good and st.button(words, type="primary"):
        for file in good:
            try:
                outcome.remember(desk.submit(here.settings, here.viewer, file.name, file.getvalue(), told))
            except (IngestError, DecisionRefused) as refused:
                st.error(str(refused))
                return
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        st.session_state.pop(SEEN, None)
        st.rerun()


def _is_meant(file: Any, concern: Concern) -> bool:
    """Whether the sender says that an export is whole which would withdraw unusually many rows; others need no word."""
    if not concern.is_unusual:
        return True
    st.warning(
        _(
            "Ekspor ini menyatakan diri lengkap, tetapi {gone} dari {before} pegawai yang sudah tercatat pada lingkup yang sama tidak ada di dalamnya; penilaian atau data mereka dicabut bila berkas ini dimuat. Kirim hanya bila memang begitu."
        ).format(gone=formats.number(concern.rows_withdrawn), before=formats.number(concern.rows_before))
    )
    return st.checkbox(_("Ekspor ini memang lengkap"), key=f"whole-{file.file_id}")


def _judge(here: Visit, files: Sequence[Any], told: Said) -> list[tuple[Any, Found]]:
    """Each file with its preview and what it concerns, or the sentence why it cannot be read; read once per file and what was said."""
    seen: dict[tuple[str, Said], Found] = st.session_state.get(SEEN, {})
    wanted = {(file.file_id, told): file for file in files}
    kept = {key: found for key, found in seen.items() if key in wanted}
    new = [(key, file) for key, file in wanted.items() if key not in kept]
    if new:
        bar = st.progress(0.0)
        for done, (key, file) in enumerate(new):
            bar.progress(done / len(new), text=_("Memeriksa {name} …").format(name=file.name))
            try:
                masked = not may(here.viewer, "see_values_of_files")
                preview = desk.preview(here.settings, file.name, file.getvalue(), told, masked=masked)
                kept[key] = preview, desk.concern(here.settings, preview)
            except IngestError as fault:
                kept[key] = str(fault)
        bar.empty()
    st.session_state[SEEN] = kept
    return [(file, kept[key]) for key, file in wanted.items()]
