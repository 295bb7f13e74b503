"""The guard: without a session only the sign-in page and its assets exist, on HTTP and on the WebSocket."""

import re
import secrets
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


class Guard:
    """Middleware that looks the session up before anything of Streamlit runs. What it does not know is refused."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
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
        path, method = scope["path"], scope["method"]
        if path in FORMS:
            return None if method == "POST" and same_origin(scope) else PlainTextResponse("Ditolak.", 403)
        if path.startswith(OPEN_BELOW) or path in OPEN:
            if method not in ("GET", "HEAD"):
                return PlainTextResponse("Ditolak.", 405)
            wanted = _wanted(scope) if path == "/" and session else None
            return RedirectResponse(wanted, 303) if wanted else None
        if session is None:
            if method in ("GET", "HEAD") and PAGE.fullmatch(path):
                query = scope["query_string"].decode("latin-1")
                return RedirectResponse(destination.sign_in_address(path, query), 303)
            return PlainTextResponse("Masuk terlebih dahulu.", 403)
        if method in ("GET", "HEAD") and PAGE.fullmatch(path):
            return None
        return (
            None
            if self._owned(path, method, session.viewer.account)
            else PlainTextResponse("Tidak ada.", 404)
        )

    def _owned(self, path: str, method: str, account: str) -> bool:
        """Files and uploads answer only to the account they were made for."""
        if found := MEDIA.fullmatch(path):
            return method in ("GET", "HEAD") and self.belongings.owns_media(found[1], account)
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


def _wanted(scope: Scope) -> str | None:
    """Where a signed-in browser on the form's address still wants to go."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(destination.PARAMETER)
    return destination.safe(asked[0]) if asked else None
