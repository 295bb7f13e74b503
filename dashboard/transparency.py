"""The public app's entry script: the pages everyone may see, drawn from the public file of the current release."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import theme
from dashboard.components import failure, footer, language_choice
from dashboard.languages import _
from dashboard.public_pages import agencies, edition, home, method, open_data, said, services
from dashboard.public_pages.edition import Edition

ASET = Path(__file__).parent / "aset"
SEEN = "seen"
LOOK_EVERY_SECONDS = 10


def drawn(page: Callable[[Edition], None], now: Edition | None) -> None:
    """One page of the current edition, or the sentence that none is there yet; a fault of ours stays one sentence."""
    with failure():
        if now is None:
            st.title(_("Bagaimana layanan Pemerintah Provinsi Lampung?"), anchor=False)
            said.nothing_yet()
        else:
            page(now)
            footer(now.release, next_release=now.next_release, demo=now.demo)


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def watch() -> None:
    """Draw the page anew when another release is current or the system changed between light and dark."""
    now = edition.current()
    state = (now and now.release.release_id, theme.mode())
    before = st.session_state.setdefault(SEEN, state)
    if state != before:
        st.session_state[SEEN] = state
        if now and state[0] != before[0]:
            st.toast(
                _("Rilis baru {label} sudah tampil.").format(label=now.release.label),
                icon=":material/update:",
            )
        st.rerun(scope="app")


mode = theme.mode()
st.set_page_config(
    page_title="Siger · Kinerja dan layanan Pemerintah Provinsi Lampung",
    page_icon=str(ASET / "favicon.svg"),
    layout="wide",
    initial_sidebar_state=240,
    menu_items={
        "About": _(
            "Siger: kinerja pegawai dan layanan publik Pemerintah Provinsi Lampung, tanpa data perorangan."
        )
    },
)
st.logo(str(ASET / f"logo-{mode}.svg"), icon_image=str(ASET / f"logo-{mode}.svg"), size="medium")

current = edition.current()
catalogue = (
    (home.page, _("Beranda"), "home", ""),
    (agencies.page, _("Perangkat daerah"), "account_balance", agencies.PATH),
    (services.page, _("Layanan"), "storefront", "layanan"),
    (method.page, _("Metode"), "menu_book", "metode"),
    (open_data.page, _("Data terbuka"), "download", "data-terbuka"),
)
page = st.navigation(
    [
        st.Page(
            partial(drawn, draw, current),
            title=title,
            icon=f":material/{icon}:",
            url_path=path,
            default=not path,
        )
        for draw, title, icon, path in catalogue
    ],
    position="top",
)
with st.container(horizontal=True, horizontal_alignment="right", key="sg-language"):
    language_choice()
watch()
page.run()
