"""Sign-in in a real Chromium: deep link, form, page, sign-out; the other tab; the clock; no foreign request."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import update

from tests.browser.chromium import PATIENCE
from tests.dashboard.portal_process import Portal, publish_small, running_portal
from warehouse.state import sessions
from warehouse.state.database import utc_now
from warehouse.state.tables import sessions as session_table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Portal:
    with running_portal(tmp_path_factory.mktemp("browser") / "home") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Browser:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        browser.close()


class Reader:
    """One person's browser, which writes down every complaint and every request."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.portal = portal
        self.context = browser.new_context()
        self.complaints: list[str] = []
        self.hosts: set[str] = set()

    def tab(self) -> Page:
        tab = self.context.new_page()
        tab.on("console", lambda m: m.type in ("error", "warning") and self.complaints.append(m.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self.hosts.add(re.sub(r"^\w+://([^/]*).*", r"\1", request.url)))
        return tab

    def sign_in(self, tab: Page, account: str, address: str) -> None:
        tab.goto(self.portal.url + address)
        tab.get_by_label("Nama akun").fill(account, timeout=PATIENCE)
        tab.get_by_label("Kata sandi").fill(self.portal.passwords[account])
        tab.get_by_role("button", name="Masuk").click()
        expect(tab.get_by_role("button", name="Keluar", exact=True)).to_be_visible()


@pytest.fixture
def reader(chromium, portal) -> Reader:
    reader = Reader(chromium, portal)
    yield reader
    reader.context.close()


def expected_complaint(text: str) -> bool:
    """One report of Streamlit's protobuf library, which has a fallback of its own."""
    return "wasm-eval" in text


def test_a_deep_link_leads_over_the_form_to_the_page_and_sign_out_back(reader, portal):
    tab = reader.tab()
    reader.sign_in(tab, "bkd", "/akun?x=1")
    expect(tab).to_have_url(f"{portal.url}/akun?x=1")
    expect(tab.get_by_role("heading", name="Siapa saya di portal ini?")).to_be_visible()
    cookie = next(c for c in reader.context.cookies() if c["name"] == portal.cookie_name)
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    tab.get_by_role("button", name="Keluar", exact=True).click()
    expect(tab.get_by_label("Nama akun")).to_be_visible()
    expect(tab).to_have_url(f"{portal.url}/")
    assert portal.cookie_name not in {c["name"] for c in reader.context.cookies()}
    tab.go_back()
    expect(tab.get_by_label("Nama akun")).to_be_visible()
    expect(tab.get_by_text("Siapa saya di portal ini?")).to_have_count(0)
    assert reader.hosts == {portal.url.removeprefix("http://")}
    assert [text for text in reader.complaints if not expected_complaint(text)] == []


def test_a_wrong_password_stays_on_the_form_and_a_reload_stays_signed_in(reader, portal):
    tab = reader.tab()
    tab.goto(portal.url)
    tab.get_by_label("Nama akun").fill("bkd", timeout=PATIENCE)
    tab.get_by_label("Kata sandi").fill("bukan kata sandi itu")
    tab.get_by_role("button", name="Masuk").click()
    expect(tab.get_by_text("tidak cocok")).to_be_visible()
    reader.sign_in(tab, "bkd", "/akun")
    tab.reload()
    expect(tab.get_by_role("heading", name="Siapa saya di portal ini?")).to_be_visible()
    tab.go_back()
    expect(tab.get_by_label("Nama akun")).to_have_count(0)


def test_the_other_tab_shows_the_form_without_a_click(reader, portal):
    here, there = reader.tab(), reader.tab()
    reader.sign_in(here, "bkd", "/akun")
    there.goto(f"{portal.url}/akun")
    expect(there.get_by_role("heading", name="Siapa saya di portal ini?")).to_be_visible()
    here.get_by_role("button", name="Keluar", exact=True).click()
    expect(there.get_by_label("Nama akun")).to_be_visible()
    expect(there.get_by_text("Siapa saya di portal ini?")).to_have_count(0)


def test_a_link_from_another_site_arrives_without_a_second_sign_in(reader, portal):
    tab = reader.tab()
    reader.sign_in(tab, "bkd", "/akun")
    foreign = reader.context.new_page()
    foreign.route(
        "http://intranet.example/*",
        lambda route: route.fulfill(
            body=f'<a href="{portal.url}/akun?dari=surat">buka</a>', content_type="text/html"
        ),
    )
    foreign.goto("http://intranet.example/surat")
    foreign.get_by_text("buka").click()
    expect(foreign.get_by_role("heading", name="Siapa saya di portal ini?")).to_be_visible()
    expect(foreign).to_have_url(f"{portal.url}/akun?dari=surat")


def test_an_idle_session_ends_by_itself_and_leads_back_to_its_page(reader, portal):
    tab = reader.tab()
    reader.sign_in(tab, "data", "/akun?x=2")
    old = utc_now() - sessions.IDLE - timedelta(seconds=1)
    with portal.state.begin() as connection:
        connection.execute(update(session_table).where(session_table.c.account == "data").values(seen_at=old))
    expect(tab.get_by_text("Sesi berakhir karena tidak dipakai")).to_be_visible()
    tab.get_by_label("Nama akun").fill("data")
    tab.get_by_label("Kata sandi").fill(portal.passwords["data"])
    tab.get_by_role("button", name="Masuk").click()
    expect(tab.get_by_role("heading", name="Siapa saya di portal ini?")).to_be_visible()
    expect(tab).to_have_url(f"{portal.url}/akun?x=2")


def test_a_page_of_another_role_says_so_on_the_start_page(reader, portal):
    tab = reader.tab()
    reader.sign_in(tab, "pimpinan", "/akun")
    tab.goto(f"{portal.url}/aturan")
    expect(tab.get_by_text("tidak termasuk peran Anda")).to_be_visible()


def test_a_new_release_shows_without_a_click_and_keeps_what_was_typed(reader, portal):
    tab = reader.tab()
    reader.sign_in(tab, "pimpinan", "/akun")
    tab.get_by_label("Kata sandi lama").fill("belum dikirim")
    publish_small(portal.settings, number=2)
    expect(tab.get_by_text("Rilis baru 2026-10.2 sudah tampil.")).to_be_visible()
    expect(tab.get_by_label("Kata sandi lama")).to_have_value("belum dikirim")
