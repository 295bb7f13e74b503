"""File to page: from the writer's close of a file in the inbox to the new value in the page's DOM, and where the time goes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

from tests.bench.home import published
from tests.bench.timing import percentile
from tests.browser.chromium import launch
from tests.conftest import siger
from warehouse.release import current
from warehouse.settings import PROJECT, Settings

DROPS = 20
PORTS = {"SIGER_PORTAL_PORT": "8691", "SIGER_PUBLIC_PORT": "8692"}
STEPS = ("state", "build.copy", "build.model", "build.test", "build.close", "audit", "publish")
"""Of a build, in order; what is left of the whole time is the inbox's quiet time, the intake, and the page's own poll and drawing."""


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """file_to_page.p95_s and its median over DROPS drops of November's files, and the median of each step.

    The files of all applications that report by month take turns: appraisals and achievements of small and large agencies.
    """
    home, drops = published(folder, profile).root, folder / "drops"
    log = (folder / "up.log").open("w")
    up = subprocess.Popen(
        [sys.executable, str(PROJECT / "siger.py"), "up", "--demo"],
        env=os.environ | PORTS | {"SIGER_HOME": str(home), "SIGER_DEMO_PROFILE": profile},
        stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(lambda: "Transparansi:" in (folder / "up.log").read_text(), 3000)
        siger(home, "demo-exports", str(drops), "--profile", profile, "--month", "2026-11")
        files = sorted(p for p in drops.rglob("*") if p.is_file() and p.parent != drops)
        step = max(1, len(files) // DROPS)
        waits, parts = watch(home, files[::step][:DROPS])
    finally:
        os.killpg(up.pid, signal.SIGTERM)
        up.wait(30)
    shares = {
        f"file_to_page.{name}_s": (percentile([part[name] for part in parts], 0.5), "s")
        for name in (*STEPS, "rest")
    }
    return {
        "file_to_page.p95_s": (percentile(waits, 0.95), "s"),
        "file_to_page.median_s": (percentile(waits, 0.5), "s"),
        **shares,
    }


def watch(home: Path, files: list[Path]) -> tuple[list[float], list[dict[str, float]]]:
    """Drops file after file while Ringkasan is open: seconds until its footer names a new release, and those of each step."""
    accounts = {a["name"]: a["password"] for a in json.loads((home / "demo-accounts.json").read_text())}
    waits, parts = [], []
    with sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORTS['SIGER_PORTAL_PORT']}/")
        page.get_by_label("Nama akun").fill("bkd")
        page.get_by_label("Kata sandi").fill(accounts["bkd"])
        page.get_by_role("button", name="Masuk").click()
        footer = page.locator(".st-key-sg-footer")
        footer.wait_for(timeout=60_000)
        for file in files:
            waits.append(seconds_to_page(home, file, footer))
            parts.append(steps(home, waits[-1]))
    return waits, parts


def seconds_to_page(home: Path, file: Path, footer: Locator) -> float:
    """One drop: seconds from the close of the written file until the footer is another."""
    before = footer.inner_text()
    target = home / "inbox" / file.parent.name / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())
    started = time.perf_counter()
    wait_for(lambda: footer.inner_text() != before, 300, 0.05)
    return time.perf_counter() - started


def steps(home: Path, whole: float) -> dict[str, float]:
    """Seconds of each step of the release now shown; `rest` is what they leave of the whole."""
    release = current(Settings(home=home))
    assert release is not None
    found = {name: float(release.facts["seconds"].get(name, 0)) for name in STEPS}
    return found | {"rest": whole - sum(found.values())}


def wait_for(done: object, most: float, pause: float = 0.2) -> None:
    """Asks until it is so; fails after `most` seconds."""
    until = time.monotonic() + most
    while not done():  # type: ignore[operator]
        assert time.monotonic() < until, "waited too long"
        time.sleep(pause)
