"""Running: start one of the two apps with the options that depend on where it runs."""

import os
import secrets
from pathlib import Path

import streamlit as st

from dashboard.server.requests import LOOPBACK, public_host

SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"  # noqa: S105 - the name of the variable, not a secret


def run(app: st.App, port: int, public_url: str, cookie_secret: Path | None = None) -> None:
    """Serve the app on loopback until stopped. Everything else stands in .streamlit/config.toml.

    `cookie_secret` is the file of the secret that signs Streamlit's cookies; without one it lasts as long as the
    process.
    """
    os.environ[SECRET] = _kept(cookie_secret) if cookie_secret else _new()
    host = public_host(public_url)
    hosts = sorted(LOOPBACK | ({host} if host else set()))
    app.run(
        config={
            "server.port": port,
            "server.address": "127.0.0.1",
            "server.allowedHosts": hosts,
            "server.corsAllowedOrigins": [public_url] if public_url else [f"http://127.0.0.1:{port}"],
            "browser.serverAddress": host or "127.0.0.1",
            "browser.serverPort": port,
        }
    )


def _new() -> str:
    return secrets.token_urlsafe(48)


def _kept(file: Path) -> str:
    """The secret in the file, made at the first start and readable by its user alone."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(_new())
    return file.read_text(encoding="ascii")
