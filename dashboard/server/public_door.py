"""Public door: what the public app lets in. No cookie, no upload, no session of someone else, few kinds of message."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import messages
from dashboard.server.requests import same_origin

STREAM = "/_stcore/stream"
REFUSED = ("/_stcore/upload_file", "/_stcore/metrics")
MOST_SOCKETS = 2000


class PublicDoor:
    """Middleware before Streamlit. Cookies ignore ports, so a browser signed in at the portal sends its session
    cookie here too: it is dropped before anything of this process can see it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(REFUSED):
                await PlainTextResponse("Tidak ada.", 404)(scope, receive, send)
                return
            await self.app(_without_cookies(scope), receive, send)
        elif scope["type"] == "websocket":
            if scope["path"] != STREAM or not same_origin(scope) or self.sockets >= MOST_SOCKETS:
                await send({"type": "websocket.close", "code": 1008})
                return
            self.sockets += 1
            try:
                await self.app(_without_cookies(scope), _filtered(receive), send)
            finally:
                self.sockets -= 1
        else:
            await self.app(scope, receive, send)


def _filtered(receive: Receive) -> Receive:
    """Messages that may pass; others are dropped as if never sent."""

    async def next_allowed() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if (
                data
                and len(data) <= messages.LONGEST_ANONYMOUS
                and messages.read(data, signed_in=True).allowed
            ):
                return message

    return next_allowed


def _without_cookies(scope: Scope) -> Scope:
    """The scope without cookies, sign-in headers, and the Streamlit session a socket asks to resume."""
    headers = []
    for name, value in scope["headers"]:
        if name in (b"cookie", b"authorization"):
            continue
        if name == b"sec-websocket-protocol":
            value = b", ".join(part.strip() for part in value.split(b",")[:2])
        headers.append((name, value))
    return {**scope, "headers": headers}
