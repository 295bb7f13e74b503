"""Hosts: only requests that name this machine's loopback or the set public address are answered at all."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.requests import host_allowed, public_host


class KnownHosts:
    """Middleware on HTTP and WebSocket; Streamlit's own check covers the WebSocket alone."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self.app = app
        self.public_host = public_host(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or host_allowed(scope, self.public_host):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse("Alamat tidak dikenal.", 421)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})  # before accept: the handshake gets a 403
