"""Reception: a signed-in viewer gets the handle of his scope, the pages of his role, and every new release at once."""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from dashboard import as_of, look_up, navigation, theme, visit
from dashboard.components import failure, language_choice
from dashboard.languages import _
from dashboard.server import destination
from warehouse.access import ROLE_LABELS
from warehouse.errors import WarehouseError
from warehouse.marts import open_marts
from warehouse.release import Release
from warehouse.release import current as current_release
from warehouse.state.sessions import SignedIn

KEY = "signed_in"
SEEN = "seen"
LOOK_EVERY = 1.0
ASET = Path(__file__).parent / "aset"
ACCOUNT = "akun"


def paths(session: SignedIn) -> tuple[str, Collection[str]]:
    """The address of the viewer's home page, which answers at / alone, and of his other pages."""
    if session.must_change or current_release(look_up.settings()) is None:
        return f"/{ACCOUNT}", ()
    home, *others = (f"/{page.path}" for page in navigation.granted(session.viewer))
    return home, others


def open_pages(session: SignedIn) -> None:
    """Register the granted pages and run the one that was asked for."""
    st.session_state[KEY] = session
    _frame()
    settings = look_up.settings()
    release = current_release(settings)
    no_figures = session.must_change or release is None
    page = st.navigation([_account_page()] if no_figures else navigation.streamlit_pages(session.viewer))
    with st.sidebar:
        st.markdown(f":gray[{session.viewer.name}  \n{_(ROLE_LABELS[session.viewer.role])}]")
        language_choice()
        sign_out_button()
    if destination.UNKNOWN in st.query_params:
        st.info(_("Halaman itu tidak ada atau tidak termasuk peran Anda. Ini halaman awal Anda."))
    older = release
    if release is not None:
        older = as_of.shown(settings, release)
        as_of.banner(older, release)
        visit.begin(session.viewer, open_marts(settings, session.viewer, older), settings)
    elif not session.must_change:
        st.info(_("Belum ada rilis data. Halaman angka terbuka begitu rilis pertama terbit."))
    _follow(release, older)
    with failure():
        try:
            page.run()
        except WarehouseError as error:  # says by itself what is wrong and what to do
            st.error(str(error))
    if release is not None and older is not None and not no_figures:
        as_of.choice(settings, older, release)


def current() -> SignedIn:
    """The session of this run; a page run without the entry script stops here with nothing drawn."""
    session = st.session_state.get(KEY)
    if not isinstance(session, SignedIn):
        st.stop()
    return session


def sign_out_button() -> None:
    """A form of its own: sign-out is a POST to the server, which ends the session before the page goes."""
    st.html(
        f'<form method="post" action="/keluar"><button type="submit" class="sg-button">{_("Keluar")}</button></form>'
    )


def _frame() -> None:
    """Title, icon and logo. The icon is set by file: a page's own icon would be fetched from a font server."""
    mode = theme.mode()
    st.set_page_config(
        page_title="Siger",
        page_icon=str(ASET / "favicon.svg"),
        layout="wide",
        initial_sidebar_state=240,
        menu_items={"About": _("Siger: portal kinerja ASN Provinsi Lampung")},
    )
    st.logo(str(ASET / f"logo-{mode}.svg"), icon_image=str(ASET / f"icon-{mode}.svg"))


def _account_page() -> st.Page:
    page = next(page for page in navigation.PAGES if page.path == ACCOUNT)
    return st.Page(
        navigation.script(ACCOUNT), title=_(page.title), icon=f":material/{page.icon}:", default=True
    )


def _follow(release: Release | None, shown: Release | None) -> None:
    """Say that a new release is shown, and look every few seconds whether the page must run anew: when another release
    is current, or when the system changed between light and dark (marks of charts carry their colours)."""
    before, state = st.session_state.get(SEEN), _state(release)
    st.session_state[SEEN] = state
    if release is not None and release == shown and before is not None and before[0] != state[0]:
        st.toast(_("Rilis baru {label} sudah tampil.").format(label=release.label), icon=":material/update:")

    @st.fragment(run_every=LOOK_EVERY)
    def look() -> None:
        if _state(current_release(look_up.settings())) != st.session_state.get(SEEN):
            st.rerun(scope="app")

    look()


def _state(release: Release | None) -> tuple[str, str]:
    return release.release_id if release else "", theme.mode()
