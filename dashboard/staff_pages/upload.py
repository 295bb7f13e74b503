"""Unggah: an agency's clerk hands in exports as they are, sees the verdict at once, and takes back what was refused."""

import streamlit as st

from dashboard import components, visit
from dashboard.languages import _, current
from dashboard.staff_pages import hand_in, outcome, owed, verdicts
from ingest import desk
from warehouse.queries import deliveries

here = visit.current()

st.title(_("Berkas apa yang ingin Anda kirim?"), anchor=False)
components.answer(owed.sentence(deliveries.owed(here.marts), own=here.viewer.agency_code is not None))
components.meta_line(
    _("kirim ekspor aplikasi apa adanya"),
    _("CSV, XLSX, XLS, ODS, HTML, JSON"),
    _("paling besar {n} MB").format(n=hand_in.LIMIT_MB),
    _("berkas yang sama dua kali tidak mengubah apa pun"),
)
said = hand_in.said(here)
# Streamlit's own words in the field exist in English only: siger.css writes ours over them
with st.container(key=f"sg-upload-{current()}"):
    files = st.file_uploader(
        _("Berkas"), max_upload_size=hand_in.LIMIT_MB, accept_multiple_files=True, key=hand_in.field()
    )
hand_in.draw(here, files, said)
outcome.draw(here)
owed.draw(here.marts, here.viewer)

st.header(_("Belum punya ekspor?"), anchor=False)
components.reading(
    _("Isi templat ini: tiap kolom dijelaskan di lembar pertamanya, dan Siger mengenalinya tanpa sumber.")
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = verdicts.kinds()
    kind = st.selectbox(_("Jenis data"), list(kinds), format_func=lambda code: kinds[code], width=256)
    st.download_button(
        _("Unduh templat"),
        data=lambda: desk.blank(kind),
        file_name=desk.blank_name(kind),
        mime=outcome.XLSX,
        icon=":material/download:",
        on_click="ignore",
        key=f"template-{kind}",
    )
components.footer(here.release, demo=here.demo)
