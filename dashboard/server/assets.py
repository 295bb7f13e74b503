"""Assets: Streamlit's front end compressed once, and our own fonts, styles and icons under /aset."""

import gzip
from functools import cache
from pathlib import Path

from anyio import to_thread
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from streamlit import file_util

from dashboard.server.requests import header

ASET = Path(__file__).parent.parent / "aset"
PREFIX = "/static/"
FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
"""Names of Streamlit's files carry a hash of their content."""
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}


def aset() -> Mount:
    """Our own folder: fonts, CSS, icons, and nothing else."""
    return Mount("/aset", StaticFiles(directory=ASET))


@cache
def _files() -> dict[str, Path]:
    root = Path(file_util.get_static_dir()) / "static"
    return {
        f"{PREFIX}{path.relative_to(root).as_posix()}": path for path in root.rglob("*") if path.is_file()
    }


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


async def serve_static(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request below /static/ with one of Streamlit's own files, text ones compressed; others are 404.

    Streamlit itself sends them uncompressed (5 MB for a page with charts) and its start page for unknown names.
    """
    path = _files().get(scope["path"])
    if path is None or scope["method"] not in ("GET", "HEAD"):
        await Response(status_code=404)(scope, receive, send)
        return
    kind = TYPES.get(path.suffix)
    if kind is None or "gzip" not in (header(scope, b"accept-encoding") or ""):
        await FileResponse(path, headers=FOREVER)(scope, receive, send)
        return
    body = await to_thread.run_sync(_compressed, path)
    headers = {**FOREVER, "content-encoding": "gzip", "vary": "accept-encoding"}
    await Response(body, headers=headers, media_type=kind)(scope, receive, send)
