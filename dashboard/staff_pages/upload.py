"""Unggah: an agency's clerk hands in an export as it is, sees the verdict at once, and what became of earlier ones."""

import streamlit as st

from dashboard import components, visit
from dashboard.languages import _, current
from dashboard.look_up import state
from dashboard.staff_pages import desk_columns, verdicts
from ingest import desk
from ingest.errors import IngestError
from warehouse.state import uploads

LIMIT_MB = 20
here = visit.current()
viewer = here.viewer

st.title(_("Berkas apa yang ingin Anda kirim?"), anchor=False)
components.answer(
    _("Kirim ekspor aplikasi apa adanya; Siger memeriksanya dan mengatakan baris mana yang diterima.")
)
components.meta_line(
    _("CSV, XLSX, HTML (.xls), JSON"),
    _("paling besar {n} MB").format(n=LIMIT_MB),
    _("berkas yang sama dua kali tidak mengubah apa pun"),
)

# Streamlit's own words in the field exist in English only: siger.css writes ours over them
with st.container(key=f"sg-upload-{current()}"):
    file = st.file_uploader(_("Berkas"), max_upload_size=LIMIT_MB, key="file")
if file is not None:
    content = file.getvalue()
    try:
        with st.spinner(_("Memeriksa {name} …").format(name=file.name)):
            preview = desk.preview(here.settings, file.name, content, viewer.agency_code)
    except IngestError as refused:
        st.error(str(refused))
    else:
        verdicts.draw(preview)
        if any(verdict.status == "loaded" for verdict in preview.verdicts) and st.button(
            _("Kirim berkas ini"), type="primary"
        ):
            upload_id = desk.submit(here.settings, file.name, content, viewer.account, viewer.agency_code)
            st.success(
                _("Diterima dengan nomor {number}. Hasilnya muncul di bawah dalam beberapa detik.").format(
                    number=upload_id
                )
            )


@st.fragment(run_every=3)
def history() -> None:
    """Uploads so far; asks again every three seconds, so a verdict shows without a click."""
    components.evidence(
        _("Apa yang sudah dikirim?"),
        rows=verdicts.history(uploads.recent(state(), viewer)),
        columns=desk_columns.uploads(),
        download_name="unggahan",
        empty=_("Belum ada berkas yang dikirim lewat portal."),
        shown=True,
    )


history()
components.footer(here.release, demo=here.demo)
