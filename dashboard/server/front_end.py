"""The front end: page addresses get our start page, /static/ the compressed files; the rest is Streamlit's."""

import gzip

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.assets import PREFIX, serve_static
from dashboard.server.requests import PAGE, header
from dashboard.server.start_page import StartPage


class FrontEnd:
    """Middleware directly before Streamlit. `own_routes` look like a page and are answered by the app's routes."""

    def __init__(self, app: ASGIApp, page: StartPage, own_routes: frozenset[str]) -> None:
        self.app = app
        self.own_routes = own_routes
        self.plain, self.compressed = page.html, gzip.compress(page.html, 9, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(PREFIX):
            await serve_static(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and self._is_page(path):
            await self._start_page(scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_page(self, path: str) -> bool:
        return path == "/" or (PAGE.fullmatch(path) is not None and path not in self.own_routes)

    def _start_page(self, scope: Scope) -> Response:
        if "gzip" in (header(scope, b"accept-encoding") or ""):
            headers = {"content-encoding": "gzip", "vary": "accept-encoding"}
            return Response(self.compressed, headers=headers, media_type="text/html")
        return Response(self.plain, headers={"vary": "accept-encoding"}, media_type="text/html")
