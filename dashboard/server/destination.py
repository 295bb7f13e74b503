"""Destination: where a viewer goes after sign-in; only a page of this portal, never another site or own route."""

from urllib.parse import quote, urlsplit

from dashboard.server.requests import PAGE

PARAMETER = "lanjut"
UNKNOWN = "halaman-tidak-ada"
"""Marks the start page's address when the page asked for does not exist or is not granted."""
LAPSED = "sesi-berakhir"
"""Marks the form's address when the session ended by time."""
HOME = "/"
LONGEST = 500
OWN = frozenset({"/masuk", "/keluar", "/aset", "/media", "/static", "/component", "/metrics"})
"""Paths that look like a page and are none; sign-out as a destination would end each sign-in at once."""


def safe(text: str | None) -> str:
    """The text when it is a page's path with an optional query, else the home page."""
    if (
        not text
        or len(text) > LONGEST
        or not text.isascii()
        or any(sign <= " " or sign in '\\"<>' for sign in text)
    ):
        return HOME
    parts = urlsplit(text)
    page = parts.path == "/" or (PAGE.fullmatch(parts.path) is not None and parts.path not in OWN)
    if parts.scheme or parts.netloc or parts.fragment or not page or text.startswith("//"):
        return HOME
    return text


def sign_in_address(path: str, query: str) -> str:
    """The address of the sign-in form that remembers where the viewer wanted to go."""
    wanted = safe(f"{path}?{query}" if query else path)
    return HOME if wanted == HOME else f"{HOME}?{PARAMETER}={quote(wanted, safe='')}"


def lapsed_address(path: str, query: str) -> str:
    """The same, for a viewer whose session ended by time."""
    wanted = safe(f"{path}?{query}" if query else path)
    return f"{HOME}?{LAPSED}=1&{PARAMETER}={quote(wanted, safe='')}"
