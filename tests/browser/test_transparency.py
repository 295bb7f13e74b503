"""The public app in a real Chromium: drawn in both themes and widths, accessible, silent towards other hosts."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import PATIENCE
from tests.dashboard.small_public import publish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PROJECT = Path(__file__).parents[2]
PATHS = ("/", "/perangkat-daerah", "/perangkat-daerah?opd=dinkes", "/layanan", "/metode", "/data-terbuka")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
}
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The address of the public app over the small release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("SIGER_")}
    env |= {
        "SIGER_HOME": str(home),
        "SIGER_PUBLIC_PORT": str(port),
        "SIGER_DEMO": "true",
        "PYTHONPATH": str(PROJECT),
    }
    server = subprocess.Popen([sys.executable, "-m", "dashboard.transparency_server"], cwd=PROJECT, env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


def opened(page: Page, address: str) -> None:
    """Go there and wait until the footer, the last thing drawn, and all charts are there."""
    page.goto(address)
    expect(page.get_by_text("2026-10.", exact=False).last).to_be_visible()
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("svg").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["1440", "390"])
def test_every_page_is_accessible_and_asks_no_other_host(
    site: str, chromium: Browser, theme: str, device: dict
) -> None:
    context = chromium.new_context(color_scheme=theme, locale="id-ID", bypass_csp=True, **device)
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "//" in request.url else None)
    found = []
    for path in PATHS:
        opened(page, site + path)
        assert page.get_by_test_id("stException").count() == 0
        assert page.evaluate("document.documentElement.lang") == "id"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide}"
        for violation in Axe().run(page).response["violations"]:
            found.append(
                (path, violation["id"], violation["impact"], [n["target"] for n in violation["nodes"]][:3])
            )
    context.close()
    assert hosts == {site.split("//")[1]}
    assert [v for v in found if v[2] in ("serious", "critical")] == [], found


def test_under_the_strict_policy_the_font_loads_and_charts_speak(site: str, chromium: Browser) -> None:
    context = chromium.new_context(**DESK)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened(page, site)
    assert page.evaluate("document.fonts.check('16px Jakarta')")
    expect(page.locator("[data-testid=stVegaLiteChart][aria-label*='Peta ubin']")).to_have_count(1)
    assert [e for e in errors if "Content Security Policy" in e and "wasm" not in e.lower()] == []
    context.close()


def test_table_and_download_give_the_chart_s_own_figures(site: str, chromium: Browser) -> None:
    context = chromium.new_context(accept_downloads=True, **DESK)
    page = context.new_page()
    opened(page, site)
    page.get_by_role("button", name="Tabel").first.click()
    cell = page.get_by_role("table").get_by_role("row").filter(has_text="Mesuji")
    expect(cell).to_contain_text("perlu 30")
    page.keyboard.press("Escape")
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Kabupaten/kota,IKM")
    assert len(lines) == 16
    context.close()


def test_english_follows_the_reader_from_page_to_page(site: str, chromium: Browser) -> None:
    context = chromium.new_context(**DESK)
    page = context.new_page()
    opened(page, site)
    page.get_by_text("EN", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are the services of Lampung province?")
    page.get_by_role("link", name="Method").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are these figures made?")
    context.close()


def test_a_new_release_appears_on_an_open_page(site: str, home: Path, chromium: Browser) -> None:
    context = chromium.new_context(**DESK)
    page = context.new_page()
    opened(page, site)
    publish(home, "20261120T010000Z-0a1b2c3f", "2026-10.9")
    expect(page.get_by_text("Rilis 2026-10.9 ·")).to_be_visible()
    context.close()


def test_the_door_takes_no_cookie_no_upload_and_no_post(site: str) -> None:
    request = urllib.request.Request(f"{site}/_stcore/upload_file/x/y", data=b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 404
    answer = urllib.request.urlopen(site)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["set-cookie"] is None
