"""Source change: one source's versions and YAML; switched on and off, imported, asked to read earlier files anew."""

from collections.abc import Callable

import streamlit as st

from dashboard import choices, components
from dashboard.languages import _, current
from dashboard.staff_pages import desk_columns
from dashboard.visit import Visit
from ingest import desk
from ingest.desk import Listed
from warehouse.errors import DecisionRefused

DONE = "source-changed"
YAML_MB = 1
WIDTH = 544
"""A source's title is a sentence."""


def version(one: Listed) -> str:
    """Its newest version in words."""
    return (
        _("{n}, oleh {who}").format(n=one.version.number, who=one.version.saved_by)
        if one.version
        else _("bawaan Siger")
    )


def state(one: Listed) -> str:
    """On, off, or why it cannot be used."""
    return one.fault or (_("aktif") if one.enabled else _("dinonaktifkan"))


def draw(here: Visit, known: list[Listed], *, may_change: bool) -> None:
    """The chosen source with its versions; whoever may change it gets the buttons."""
    st.header(_("Versi mana dari satu sumber?"), anchor=False)
    if DONE in st.session_state:
        st.success(st.session_state.pop(DONE))
    titles = {one.source: one.title for one in known}
    source = choices.select(_("Sumber"), titles, key="sumber", width=WIDTH)
    one = next(one for one in known if one.source == source)
    versions = [vars(version) for version in desk.history(here.settings, source)]
    if versions:
        components.table(versions, desk_columns.versions(), caption=_("Versi mana dari satu sumber?"))
    else:
        components.empty_state(
            _("Belum ada versi tersimpan: sumber bawaan Siger, belum pernah membaca berkas.")
        )
    with st.container(horizontal=True, key="sg-source-actions"):
        st.download_button(
            _("Unduh YAML"),
            desk.export(here.settings, source),
            f"{source}.yml",
            "text/plain",  # a type with a known ending: the guard serves no media without
            icon=":material/download:",
            on_click="ignore",
        )
        if may_change:
            _buttons(here, one)
    if may_change:
        _import(here)


def _buttons(here: Visit, one: Listed) -> None:
    if one.fault is None:
        label = _("Nonaktifkan") if one.enabled else _("Aktifkan")
        said = (
            _("«{title}» dinonaktifkan sebagai versi baru; yang sudah dimuat tetap.")
            if one.enabled
            else _("«{title}» diaktifkan sebagai versi baru.")
        )
        if st.button(label, icon=":material/toggle_off:" if one.enabled else ":material/toggle_on:"):
            _do(
                lambda: desk.switch(here.settings, here.viewer, one.source, not one.enabled),
                said.format(title=one.title),
            )
    if (
        one.version
        and one.enabled
        and st.button(_("Baca ulang berkas lama dengan versi ini"), icon=":material/restart_alt:")
    ):
        _do(
            lambda: desk.apply_source(here.settings, here.viewer, one.source),
            _("Berkas yang dibaca versi sebelumnya sedang dibaca ulang; hasilnya masuk rilis berikutnya."),
        )


def _import(here: Visit) -> None:
    """A YAML from elsewhere becomes a version here."""
    with st.expander(_("Impor YAML"), icon=":material/upload:"), st.container(key=f"sg-upload-{current()}"):
        file = st.file_uploader(
            _("Berkas YAML sumber"), type=["yml", "yaml"], max_upload_size=YAML_MB, key="source-yaml"
        )
        if file is not None and st.button(_("Simpan sebagai versi baru"), type="primary"):
            try:
                text = file.getvalue().decode("utf-8")
            except UnicodeDecodeError:
                st.error(_("Berkas itu bukan teks UTF-8; simpan ulang sebagai YAML."))
                return
            _do(
                lambda: desk.save_source(
                    here.settings, here.viewer, text, _("Impor {name}").format(name=file.name)
                ),
                _("{name} tersimpan sebagai versi baru.").format(name=file.name),
            )


def _do(act: Callable[[], object], said: str) -> None:
    """Do it and show the page as it is then; a refusal stands where the button is."""
    try:
        act()
    except (desk.SourceInvalid, DecisionRefused) as refused:
        st.error(str(refused))
        return
    st.session_state[DONE] = said
    st.rerun()
