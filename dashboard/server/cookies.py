"""Cookies: the session's and the one before it, HttpOnly and SameSite=Strict; their names and how they are set."""

from dataclasses import dataclass

from starlette.responses import Response

from warehouse.settings import Settings


@dataclass(frozen=True)
class Cookies:
    """Names and flags, decided by the set public address alone, never by a request's header."""

    session: str
    before: str
    secure: bool

    def set(self, response: Response, name: str, value: str) -> None:
        """Give the browser a cookie that ends with it and that no script can read."""
        response.set_cookie(name, value, path="/", secure=self.secure, httponly=True, samesite="strict")

    def drop(self, response: Response, name: str) -> None:
        """Make the browser forget a cookie."""
        response.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="strict")


def cookies(settings: Settings) -> Cookies:
    """`__Host-` cookies where the portal is reached by https; plain names only for http on the own machine.

    The port stands in the plain names: cookies ignore ports, and two portals on one machine would share them.
    """
    if settings.portal_url.startswith("https://"):
        return Cookies("__Host-siger", "__Host-siger-awal", secure=True)
    return Cookies(f"siger-{settings.portal_port}", f"siger-awal-{settings.portal_port}", secure=False)
