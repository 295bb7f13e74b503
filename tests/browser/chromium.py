"""Chromium: Debian's browser, headless, quiet on the network; where it is missing the check fails, never skips."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, expect

PATIENCE = 60_000
"""Milliseconds for what a page must come to show: a machine may be slow, and what never comes is told all the same."""
expect.set_options(timeout=PATIENCE)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launch(playwright: Playwright) -> Iterator[Browser]:
    """The browser, closed at the end."""
    path = shutil.which("chromium")
    assert path, "chromium is missing; .ci/run installs it"
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    try:
        yield browser
    finally:
        browser.close()
