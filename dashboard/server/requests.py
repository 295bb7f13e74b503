"""Requests: what an ASGI scope says, read strictly and in one place for guard, routes and scripts."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import Scope

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PAGE = re.compile(r"/[a-z0-9][a-z0-9-]*")
"""A page's address. Anything with a dot, an underscore or a second slash is no page."""
LONGEST_COOKIE = 128


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header that stands exactly once, else None."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def cookie(headers: Iterable[str], name: str) -> str | None:
    """The value of a cookie from all Cookie headers; None when it is missing, twice there, or absurdly long.

    The guard and the script must read it alike: a doubled cookie that one takes for the first and the other for the
    last would sign the same browser in as two people.
    """
    pairs = (part.partition("=") for line in headers for part in line.split(";"))
    values = [value.strip() for key, _, value in pairs if key.strip() == name]
    return values[0] if len(values) == 1 and 0 < len(values[0]) <= LONGEST_COOKIE else None


def cookie_headers(scope: Scope) -> list[str]:
    """All Cookie headers of a request."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]


def host_allowed(scope: Scope, public_host: str | None) -> bool:
    """Whether the Host header names this machine's loopback or the set public address: no other name may be
    made to point here (DNS rebinding)."""
    host = header(scope, b"host")
    if host is None:
        return False
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name is not None and "@" not in host and (name in LOOPBACK or name == public_host)


def same_origin(scope: Scope) -> bool:
    """Whether the Origin header is there and names the host that is asked; the browser sets it, no page can."""
    origin, host = header(scope, b"origin"), header(scope, b"host")
    if origin is None or host is None:
        return False
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == host


def public_host(url: str) -> str | None:
    """The host name of a set public address."""
    return urlsplit(url).hostname if url else None
