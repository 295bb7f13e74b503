"""Sign-in: the form that streamlit-authenticator draws, our check behind it, and the way on to the session."""

from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit_authenticator import Authenticate
from streamlit_authenticator.controllers import AuthenticationController

from dashboard import look_up
from dashboard.server import destination
from warehouse.state import accounts, sessions

FIELDS = {"Form name": "Masuk", "Username": "Nama akun", "Password": "Kata sandi", "Login": "Masuk"}


# By address, not st.logo: a file of Streamlit's own would need a session to be read.
LOGO = """\
<h1 class="sg-logo"><picture>
<source srcset="/aset/logo-dark.svg" media="(prefers-color-scheme: dark)">
<img src="/aset/logo-light.svg" alt="Siger" height="40">
</picture></h1>"""


DEMO = "Data contoh. Akun dan kata sandinya ada di berkas demo-accounts.json dalam folder data."


class _NoCookie:
    """Stands where the library keeps its own cookie, set by script and readable by any: ours is another one."""

    def get_cookie(self) -> None:
        """There is none."""

    def set_cookie(self) -> None:
        """Nothing to set."""

    def delete_cookie(self) -> None:
        """Nothing to delete."""


class Form(Authenticate):
    """streamlit-authenticator's form without its cookie component, over accounts that are never listed.

    Its constructor would load the component, a frame that the policy refuses; so the same attributes are set here.
    Relies on inner names of 0.4.2: a test draws the form, fails once and succeeds once.
    """

    def __init__(self) -> None:
        self.api_key = None
        self.attrs: Any = {"login_sleep_time": 0}
        self.secret_key = ""
        self.path = None
        self.cookie_controller: Any = _NoCookie()
        self.authentication_controller = AuthenticationController({"usernames": {}}, auto_hash=False)
        self.model: Any = self.authentication_controller.authentication_model
        setattr(self.model, "check_credentials", self._check)  # noqa: B010 - the library knows bcrypt alone

    def _check(self, name: str, password: str) -> bool:
        """Our check. The library then reads the entry of the name just checked: one without a password."""
        account = accounts.check(look_up.state(), name, password or "")
        if account is None:
            return False
        self.model.credentials["usernames"][name] = {"name": account.viewer.name}
        return True


def page() -> None:
    """Draw the form; after a right password, send the browser on with a ticket."""
    with st.container(key="sg-sign-in"):
        st.html(LOGO)
        st.write("Portal kinerja ASN Provinsi Lampung")
        if destination.LAPSED in st.query_params:
            st.info("Sesi berakhir karena tidak dipakai. Masuk lagi; halaman yang sama akan terbuka.")
        Form().login(fields=FIELDS)
        status, name = st.session_state.get("authentication_status"), st.session_state.get("username")
        if status and isinstance(name, str):
            _go_on(name)
        elif status is False:
            st.error(
                "Nama akun atau kata sandi tidak cocok. Periksa lalu coba lagi, atau minta administrator."
            )
        if look_up.settings().demo:
            st.markdown(f":gray[{DEMO}]")


def onward(wanted: str) -> None:
    """A signed-in browser stands at the form's address: send it on to where it wanted to go."""
    ke = f"/masuk/lanjut?{destination.PARAMETER}={quote(destination.safe(wanted), safe='')}"
    _leave(f'data-cara="get" data-ke="{escape(ke)}"')


def _go_on(name: str) -> None:
    before = look_up.before()
    if before is None:
        st.warning("Muat ulang halaman ini, lalu masuk sekali lagi.")
        return
    # what the library left behind has served; from here on only the session counts
    for key in ("authentication_status", "username", "name", "roles", "email", "logout"):
        st.session_state.pop(key, None)
    ticket = sessions.issue_ticket(look_up.state(), name, before)
    asked = {key: value for key, value in st.query_params.to_dict().items() if key != destination.LAPSED}
    # a link to the home page with a choice in it reaches the form unchanged; any other page came by the guard
    wanted = destination.safe(asked.get(destination.PARAMETER) or f"/?{urlencode(asked)}")
    st.markdown(":gray[Sedang membuka portal …]")
    _leave(f'data-ke="/masuk/tukar" data-tiket="{ticket}" data-lanjut="{escape(wanted)}"')


def _leave(data: str) -> None:
    st.html(
        f'<div id="siger-pindah" {data}></div><script src="/masuk/pindah.js"></script>',
        unsafe_allow_javascript=True,
    )
