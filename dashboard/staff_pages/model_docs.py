"""Documentation of the models: dbt's page of the release's project version, one HTML file to open without network."""

import streamlit as st

from dashboard.components.lines import reading
from dashboard.languages import _
from dashboard.visit import Visit
from warehouse import documentation


def draw(here: Visit) -> None:
    """Heading, what the file is, and its download, or how it is made."""
    st.header(_("Bagaimana model data tersusun?"), anchor=False)
    page = documentation.page_of(here.settings, here.release)
    if page is None:
        reading(_("Halaman model untuk rilis ini belum dibuat; jalankan `siger docs` pada server."))
        return
    reading(_("Semua model, kolom, uji, dan silsilahnya dalam satu berkas HTML; dibuka tanpa jaringan."))
    st.download_button(
        _("Unduh halaman model"),
        data=page.read_bytes,
        file_name=f"model-siger-{here.release.label}.html",
        mime="text/html",
        icon=":material/account_tree:",
        on_click="ignore",
        key="model-docs",
    )
