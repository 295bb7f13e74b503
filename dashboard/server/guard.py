"""The guard: without a session only the sign-in page and its assets exist, on HTTP and on the WebSocket."""

import re
import secrets
from collections.abc import Callable, Collection
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import destination
from dashboard.server.belongings import Belongings
from dashboard.server.cookies import cookies
from dashboard.server.requests import PAGE, cookie, cookie_headers, same_origin
from dashboard.server.stream import STREAM, Stream
from warehouse.settings import Settings
from warehouse.state import sessions
from warehouse.state.database import engine

OPEN = frozenset({"/", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json"})
OPEN_BELOW = ("/static/", "/aset/", "/masuk/")
FORMS = frozenset({"/masuk/tukar", "/keluar"})
MEDIA = re.compile(r"/media/([0-9a-f]{32,128})\.[A-Za-z0-9]{1,12}")
UPLOAD = re.compile(r"/_stcore/upload_file/([A-Za-z0-9-]{1,64})/[A-Za-z0-9-]{1,64}")


Pages = Callable[[sessions.SignedIn], tuple[str, Collection[str]]]
"""What a viewer may open: the path of the home page, which answers at / alone, and of every other page."""


class Guard:
    """Middleware that looks the session up before anything of Streamlit runs. What it does not know is refused."""

    def __init__(self, app: ASGIApp, settings: Settings, pages: Pages) -> None:
        self.app = app
        self.pages = pages
        self.state = engine(settings)
        self.cookies = cookies(settings)
        self.belongings = Belongings()
        self.stream = Stream(app, self.state, self.belongings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            if scope["path"] != STREAM or not same_origin(scope):
                await send({"type": "websocket.close", "code": 1008})
                return
            secret = cookie(cookie_headers(scope), self.cookies.session)
            await self.stream.serve(scope, receive, send, secret)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        secret = cookie(cookie_headers(scope), self.cookies.session)
        session = sessions.find(self.state, secret) if secret else None
        answer = self._answer(scope, session)
        if answer is not None:
            await answer(scope, receive, send)
            return
        if session is None and scope["path"] == "/":
            send = self._with_before_cookie(scope, send)
        elif session is not None and PAGE.fullmatch(scope["path"]):
            sessions.renew(self.state, session)
        await self.app(scope, receive, send)

    def _answer(self, scope: Scope, session: sessions.SignedIn | None) -> Response | None:
        """The guard's own answer; None lets the request through."""
        path, reading = scope["path"], scope["method"] in ("GET", "HEAD")
        query = scope["query_string"].decode("latin-1")
        if path in FORMS:
            return None if scope["method"] == "POST" and same_origin(scope) else _refused(403)
        if path in OPEN or path.startswith(OPEN_BELOW):
            asked = parse_qs(query).get(destination.PARAMETER) if session and path == "/" else None
            if asked:  # a link from another site came without the cookie and was sent here
                return RedirectResponse(destination.safe(asked[0]), 303)
            return None if reading else _refused(405)
        if reading and PAGE.fullmatch(path):
            if session is None:
                return RedirectResponse(destination.sign_in_address(path, query), 303)
            return self._other_page(path, query, session)
        if session is None:
            return _refused(403)
        return None if self._owned(path, reading, session.viewer.account) else _refused(404)

    def _other_page(self, path: str, query: str, session: sessions.SignedIn) -> Response | None:
        """Streamlit covers a path it has no page for with an English dialog: such a path goes to the start instead."""
        home, others = self.pages(session)
        if path == home:
            return RedirectResponse(destination.safe(f"/?{query}" if query else "/"), 303)
        return None if path in others else RedirectResponse(f"/?{destination.UNKNOWN}=1", 303)

    def _owned(self, path: str, reading: bool, account: str) -> bool:
        """Files and uploads answer only to the account they were made for."""
        if found := MEDIA.fullmatch(path):
            return reading and self.belongings.owns_media(found[1], account)
        if found := UPLOAD.fullmatch(path):
            return self.belongings.owns_session(found[1], account)
        return False

    def _with_before_cookie(self, scope: Scope, send: Send) -> Send:
        """The form's page brings a cookie to which the ticket will be bound."""
        if cookie(cookie_headers(scope), self.cookies.before):
            return send
        carrier = Response()
        self.cookies.set(carrier, self.cookies.before, secrets.token_urlsafe(32))

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", carrier.headers["set-cookie"])
            await send(message)

        return with_cookie


def _refused(status: int) -> Response:
    return PlainTextResponse("Tidak tersedia. Masuk lewat halaman awal portal.", status)
