"""As of: an older kept release that a reader chose to look at; in the address (`rilis`), so that a link reopens it.

Who may see what is decided as of now; the figures are the older release's. The choice lasts for the session, since
Streamlit drops the address' parameters from page to page.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import formats
from dashboard.languages import _
from warehouse.errors import NoRelease
from warehouse.release import Release, find, list_releases
from warehouse.settings import Settings

KEY = "rilis"
CHOICE = "as-of-choice"
NOW = ""


def label() -> str | None:
    """What links of this session must carry: the label of the older release, None while the current one is shown."""
    return None if get_script_run_ctx(suppress_warning=True) is None else st.session_state.get(KEY)


def shown(settings: Settings, current: Release) -> Release:
    """The release this run shows: the older one that the address or the session names, else the current one."""
    asked = st.query_params.get(KEY) or st.session_state.get(KEY)
    if not asked:
        return current
    try:
        older = find(settings, asked)
    except NoRelease:
        # what the address says is not repeated: a link could make the page say anything
        st.warning(_("Rilis yang diminta tidak disimpan lagi; ini rilis terkini."))
        older = current
    _remember(older.label if older != current else NOW)
    return older


def banner(release: Release, current: Release) -> None:
    """Above every page of an older release: which one, and the way back."""
    if release == current:
        return
    with st.container(key="sg-as-of"):
        st.warning(
            _(
                "Anda melihat rilis {label} (data sampai {month}, dibuat {when}), bukan rilis terkini {current}. "
                "Berkas dan keputusan baru tidak tampak di sini; yang Anda ubah berlaku pada rilis berikutnya."
            ).format(
                label=release.label,
                month=formats.month(release.data_month),
                when=formats.when(release.built_at),
                current=current.label,
            ),
            icon=":material/history:",
        )
        st.button(_("Kembali ke rilis terkini"), on_click=_remember, args=(NOW,), key="as-of-leave")


def choice(settings: Settings, release: Release, current: Release) -> None:
    """Under the footer: which of the kept releases to look at. Nothing where only one is kept."""
    kept = {one.label: one for one in list_releases(settings) if one != current}
    if not kept:
        return
    with st.popover(_("Rilis lain"), type="tertiary", icon=":material/history:", key="sg-as-of-others"):
        codes = [NOW, *kept]
        if CHOICE not in st.session_state:
            st.session_state[CHOICE] = release.label if release.label in kept else NOW
        st.selectbox(
            _("Lihat semua halaman menurut rilis"),
            codes,
            format_func=lambda code: (
                _written(kept[code]) if code else _("terkini: {label}").format(label=current.label)
            ),
            key=CHOICE,
            on_change=lambda: _remember(st.session_state[CHOICE]),
        )


def _written(release: Release) -> str:
    return f"{release.label} · {formats.when(release.built_at)}"


def _remember(asked: str) -> None:
    """Keep the choice for the session and in the address; the current release leaves no trace."""
    if asked:
        st.session_state[KEY] = asked
        if st.query_params.get(KEY) != asked:
            st.query_params[KEY] = asked
    else:
        st.session_state.pop(KEY, None)
        st.query_params.pop(KEY, None)
    if st.session_state.get(CHOICE, asked) != asked:
        st.session_state.pop(CHOICE)
