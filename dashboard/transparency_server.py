"""The public app's server: Streamlit behind the public door, with headers, start page and compressed assets."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.server import assets, start_page
from dashboard.server.front_end import FrontEnd
from dashboard.server.headers import SecurityHeaders
from dashboard.server.hosts import KnownHosts
from dashboard.server.public_door import PublicDoor
from dashboard.server.running import run
from warehouse.settings import Settings

settings = Settings.load()
page = start_page.build("Siger · Kinerja dan layanan Pemerintah Provinsi Lampung")

app = st.App(
    "transparency.py",
    routes=[assets.aset()],
    middleware=[
        Middleware(
            SecurityHeaders, script_hashes=page.script_hashes, https=settings.public_url.startswith("https")
        ),
        Middleware(KnownHosts, public_url=settings.public_url),
        Middleware(PublicDoor),
        Middleware(FrontEnd, page=page, own_routes=frozenset()),
    ],
)

if __name__ == "__main__":
    run(app, settings.public_port, settings.public_url)
