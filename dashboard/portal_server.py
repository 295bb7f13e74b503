"""The staff portal's server: Streamlit behind the guard, with our routes, headers and start page."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard import reception
from dashboard.server import assets, session_routes, start_page
from dashboard.server.front_end import FrontEnd
from dashboard.server.guard import Guard
from dashboard.server.headers import SecurityHeaders
from dashboard.server.hosts import KnownHosts
from dashboard.server.running import run
from warehouse.settings import Settings

settings = Settings.load().prepare()
page = start_page.build("Siger · Portal kinerja ASN Lampung")

app = st.App(
    "portal.py",
    routes=[*session_routes.routes(settings), assets.aset()],
    middleware=[
        Middleware(
            SecurityHeaders, script_hashes=page.script_hashes, https=settings.portal_url.startswith("https")
        ),
        Middleware(KnownHosts, public_url=settings.portal_url),
        Middleware(Guard, settings=settings, pages=reception.paths),
        Middleware(FrontEnd, page=page, own_routes=frozenset({"/keluar"})),
    ],
)

if __name__ == "__main__":
    run(app, settings.portal_port, settings.portal_url, settings.root / "cookie-secret")
