"""A working day in the portal, in a real Chromium over the small province: from sign-in to one person and out again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.choosing import choose
from tests.browser.chromium import PATIENCE, launch
from tests.dashboard.portal_process import Portal
from warehouse.state import rules

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
}
PAGES = {
    "bkd": (
        "/",
        "/perangkat-daerah",
        "/opd?opd=dinkes",
        "/umpan-balik",
        "/unggah",
        "/data",
        "/aturan",
        "/akun",
    ),
    "opd.dinkes": ("/", "/umpan-balik", "/data?bagian=karantina"),
    "data": ("/data?bagian=rilis",),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


class Reader:
    """One person's browser; it writes down every foreign host and every complaint of the console."""

    def __init__(self, context: BrowserContext, portal: Portal) -> None:
        self.portal, self.context = portal, context
        self.page = context.new_page()
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, account: str, address: str = "/") -> Page:
        """Over the form to an address, until the page is whole."""
        self.page.goto(self.portal.url + address)
        self.page.get_by_label("Nama akun").fill(account, timeout=PATIENCE)
        self.page.get_by_label("Kata sandi").fill(self.portal.passwords[account])
        self.page.get_by_role("button", name="Masuk").click()
        return self.whole()

    def open(self, address: str) -> Page:
        """Another page of a signed-in reader, until it is whole."""
        self.page.goto(self.portal.url + address)
        return self.whole()

    def whole(self) -> Page:
        """Waits for the footer, the last thing drawn, and for the charts."""
        expect(self.page.locator(".st-key-sg-footer")).to_be_visible()
        for chart in self.page.get_by_test_id("stVegaLiteChart").all():
            expect(chart.locator("svg, canvas").first).to_be_visible()
        return self.page

    def quiet(self) -> None:
        """Nothing was asked of another host; the one complaint allowed is protobuf's, which has a way of its own."""
        assert {host for host in self.hosts if host} == {self.portal.url.split("//")[1]}
        assert [text for text in self.complaints if "wasm-eval" not in text] == []


@pytest.fixture
def reader(chromium: Browser, staff_portal: Portal) -> Iterator[Callable[..., Reader]]:
    opened: list[Reader] = []

    def new(**device: object) -> Reader:
        opened.append(Reader(chromium.new_context(locale="id-ID", **(device or DESK)), staff_portal))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_from_the_province_to_one_person_and_out_again(reader: Callable[..., Reader]) -> None:
    one = reader()
    page = one.sign_in("bkd")
    assert heading(page) == "Bagaimana kinerja provinsi bulan ini?"
    page.get_by_role("link", name="Perangkat daerah").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Perangkat daerah mana yang perlu perhatian?")
    for name, question in (
        ("Dinas Kesehatan", "Bagaimana kinerja Dinas Kesehatan?"),
        (r"Sekretariat|UPTD|Bidang", "Bagaimana kinerja (Sekretariat|UPTD|Bidang)"),
    ):
        page.get_by_role("table").get_by_role("link", name=re.compile(name)).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(question))
        one.whole()
    link = page.locator('table a[href*="/pegawai?"]').first
    person = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bagaimana kinerja {person}?")
    one.whole()
    page.get_by_role("button", name="Asal angka").first.click()
    panel = page.get_by_test_id("stPopoverBody")
    expect(panel.get_by_role("columnheader", name="Nomor baris")).to_be_visible()
    assert re.search(r"\.(xlsx|csv|xls|json)\s", panel.inner_text())
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_label("Nama akun")).to_be_visible()
    page.go_back()
    expect(page.get_by_text(person)).to_have_count(0)
    one.quiet()


def test_a_deep_link_opens_in_a_fresh_browser_after_the_form(reader: Callable[..., Reader]) -> None:
    first = reader().sign_in("bkd", "/opd?opd=dinkes&bulan=2026-09")
    assert heading(first) == "Bagaimana kinerja Dinas Kesehatan?"
    assert first.url.endswith("/opd?opd=dinkes&bulan=2026-09")
    expect(first.get_by_text("September 2026 ·", exact=False).first).to_be_visible()
    other = reader().sign_in("pimpinan", "/opd?opd=disdikbud")
    assert heading(other) == "Bagaimana kinerja Dinas Pendidikan dan Kebudayaan?"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["1440", "390"])
def test_every_page_is_accessible_fits_and_asks_no_other_host(
    reader: Callable[..., Reader], theme: str, device: dict
) -> None:
    found = []
    for account, addresses in PAGES.items():
        one = reader(color_scheme=theme, bypass_csp=True, **device)  # axe is a script of the test, not ours
        one.sign_in(account)
        for address in addresses:
            page = one.open(address)
            assert page.get_by_test_id("stException").count() == 0
            expect(page.get_by_text("gagal dimuat")).to_have_count(0)
            main = page.get_by_test_id("stMain")
            assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, address
            for violation in Axe().run(page).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    found.append((address, violation["id"], [n["target"] for n in violation["nodes"]][:3]))
        assert {host for host in one.hosts if host} == {one.portal.url.split("//")[1]}
    assert found == []


def test_on_a_phone_a_finger_opens_the_menu_and_an_agency(reader: Callable[..., Reader]) -> None:
    page = reader(**PHONE).sign_in("pimpinan")
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_role("link", name="Perangkat daerah").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Perangkat daerah mana yang perlu perhatian?")
    page.get_by_role("table").get_by_role("link", name="Dinas Kesehatan", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana kinerja Dinas Kesehatan?")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def workbook(
    source: Path, target: Path, spoil: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]
) -> Path:
    """A copy of a delivered workbook with something changed in it, so that it is a new file."""
    book = openpyxl.load_workbook(source)
    spoil(book.worksheets[0])
    book.save(target)
    return target


def test_a_clerk_s_bad_and_good_file_get_their_verdict(
    reader: Callable[..., Reader], province, tmp_path: Path
) -> None:
    source = sorted(province.exports.rglob("Rekap e-Kinerja Disdikbud*.xlsx"))[-1]

    def text_in_a_rating(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        row = next(r for r in sheet.iter_rows() if any("RATING HASIL" in str(c.value).upper() for c in r))
        column = next(c.column for c in row if "RATING HASIL" in str(c.value).upper())
        below = next(
            r
            for r in range(row[0].row + 1, sheet.max_row)
            if "ekspektasi" in str(sheet.cell(r, column).value).lower()
        )
        sheet.cell(below, column).value = "bagus sekali"

    bad = workbook(source, tmp_path / "Rekap e-Kinerja Disdikbud rusak.xlsx", text_in_a_rating)
    page = reader().sign_in("bkd", "/unggah")
    page.locator("input[type=file]").set_input_files(bad)
    verdict = page.get_by_test_id("stAlert").first
    expect(verdict).to_contain_text("baris dibaca")
    expect(verdict).to_contain_text("1 karantina")
    expect(page.get_by_text("bagus sekali").first).to_be_visible()

    good = workbook(source, tmp_path / "Rekap e-Kinerja Disdikbud ulang.xlsx", lambda sheet: None)
    page.reload()  # without the bad one
    page.locator("input[type=file]").set_input_files(good)
    expect(verdict).to_contain_text("0 karantina")
    page.get_by_role("button", name="Kirim berkas ini").click()
    expect(page.get_by_text("Diterima dengan nomor")).to_be_visible()
    expect(page.get_by_role("table").get_by_text(good.name)).to_be_visible()


def test_a_word_document_called_a_table_is_refused_in_one_sentence(
    reader: Callable[..., Reader], tmp_path: Path
) -> None:
    letter = tmp_path / "surat.csv"
    letter.write_text("Kepada Yth. Kepala BKD\nDengan hormat\n")
    page = reader().sign_in("bkd", "/unggah")
    page.locator("input[type=file]").set_input_files(letter)
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    expect(page.get_by_role("button", name="Kirim berkas ini")).to_have_count(0)


def test_the_coverage_floor_is_changed_and_recorded(
    reader: Callable[..., Reader], staff_portal: Portal
) -> None:
    page = reader().sign_in("bkd", "/aturan")
    choose(page, "Aturan", "Cakupan terendah agar angka ditampilkan")
    field = page.get_by_label("Nilai baru (persen)").and_(page.locator('input[value="60"]'))
    expect(field).to_have_count(1)
    field = page.get_by_label("Nilai baru (persen)")
    expect(field).to_have_count(1)  # the field of the rule shown before goes with its rerun
    expect(field).to_have_value("60")
    field.fill("65")
    page.get_by_label("Dasar atau alasan").fill("Rapat evaluasi Oktober")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tersimpan.", exact=False)).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Rapat evaluasi Oktober")).to_contain_text("65 %")
    newest = rules.current(staff_portal.state)[0]
    assert (newest["rule"], newest["value"], newest["decided_by"]) == ("coverage_floor", "0.65", "bkd")


def test_english_goes_along_from_page_to_page(reader: Callable[..., Reader]) -> None:
    one = reader()
    page = one.sign_in("pimpinan")
    page.get_by_text("EN", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How is the province doing this month?")
    page.get_by_role("link", name="Agencies").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which agencies need attention?")
    page.get_by_role("table").get_by_role("link", name="Dinas Kesehatan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How is Dinas Kesehatan doing?")
