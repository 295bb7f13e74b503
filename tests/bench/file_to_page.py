"""File to page: from the writer's close of a file in the inbox to the new value in the page's DOM."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.timing import percentile
from tests.browser.chromium import launch
from tests.conftest import siger
from warehouse.settings import PROJECT

DROPS = 20
PORTS = {"SIGER_PORTAL_PORT": "8691", "SIGER_PUBLIC_PORT": "8692"}


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """file_to_page.p95_s and its median over DROPS drops of one agency's November file, corrected each time."""
    folder.mkdir()
    home, drops = folder / "home", folder / "drops"
    log = (folder / "up.log").open("w")
    up = subprocess.Popen(
        [sys.executable, str(PROJECT / "siger.py"), "up", "--demo"],
        env=os.environ | PORTS | {"SIGER_HOME": str(home), "SIGER_DEMO_PROFILE": profile},
        stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(lambda: "Transparansi:" in (folder / "up.log").read_text(), 3000)
        siger(home, "demo-exports", str(drops), "--profile", profile, "--month", "2026-11")
        files = sorted(p for p in drops.rglob("*") if p.is_file() and p.parent.name not in ("", "drops"))
        waits = watch(home, files[:DROPS])
    finally:
        os.killpg(up.pid, signal.SIGTERM)
        up.wait(30)
    return {
        "file_to_page.p95_s": (percentile(waits, 0.95), "s"),
        "file_to_page.median_s": (percentile(waits, 0.5), "s"),
    }


def watch(home: Path, files: list[Path]) -> list[float]:
    """Drops file after file while Ringkasan is open; seconds until its footer names a new release."""
    accounts = {a["name"]: a["password"] for a in json.loads((home / "demo-accounts.json").read_text())}
    waits = []
    with sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORTS['SIGER_PORTAL_PORT']}/")
        page.get_by_label("Nama akun").fill("bkd")
        page.get_by_label("Kata sandi").fill(accounts["bkd"])
        page.get_by_role("button", name="Masuk").click()
        footer = page.locator(".st-key-sg-footer")
        for file in files:
            footer.wait_for(timeout=60_000)
            before = footer.inner_text()
            target = home / "inbox" / file.parent.name / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            started = time.perf_counter()
            wait_for(lambda before=before: footer.inner_text() != before, 300, 0.05)
            waits.append(time.perf_counter() - started)
    return waits


def wait_for(done: object, most: float, pause: float = 0.2) -> None:
    """Asks until it is so; fails after `most` seconds."""
    until = time.monotonic() + most
    while not done():  # type: ignore[operator]
        assert time.monotonic() < until, "waited too long"
        time.sleep(pause)
