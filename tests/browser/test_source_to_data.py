"""Unknown CSV files become sources in a real Chromium, load, and are counted on page *Data*; no file is edited."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.choosing import choose
from tests.browser.chromium import PATIENCE
from tests.browser.test_clerk_journey import chromium, working  # noqa: F401 - fixtures
from tests.dashboard.portal_process import Portal

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NIP = "1985021420100129"
PREDIKAT = ("Baik", "Sangat Baik", "Baik", "Butuh Perbaikan", "Baik")


@pytest.fixture
def wizard(chromium: Browser, working: Portal) -> Callable[[Path], Page]:  # noqa: F811 - the fixtures above
    """The wizard of an engineer with that file read."""

    def open_with(file: Path) -> Page:
        page = chromium.new_context(locale="id-ID", viewport={"width": 1600, "height": 1000}).new_page()
        page.goto(f"{working.url}/tambah-sumber?dari=unggah")
        page.get_by_label("Nama akun").fill("data", timeout=PATIENCE)
        page.get_by_label("Kata sandi").fill(working.passwords["data"])
        page.get_by_role("button", name="Masuk").click()
        page.locator("input[type=file]").set_input_files(file, timeout=PATIENCE)
        expect(page.get_by_role("heading", name="3 · Kolom mana mengisi bidang mana?")).to_be_visible()
        return page

    return open_with


def verdict(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text="baris dibaca")).to_contain_text(words)


def save(page: Page, code: str) -> None:
    page.get_by_label("Kode sumber", exact=False).fill(code)
    page.get_by_label("Kode sumber", exact=False).press("Tab")
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    expect(page.get_by_text("tersimpan sebagai versi 1")).to_be_visible()


def counted_on_data(page: Page, portal: Portal, name: str, numbers: list[str]) -> None:
    """The file's line on *Data*: read, loaded, quarantined, not data, once a release has it; the list is a grid of many rows."""
    row = page.get_by_test_id("stDataFrame").locator("tr").filter(has_text=name)
    for _ in range(60):
        page.goto(f"{portal.url}/data")
        expect(page.locator(".st-key-sg-footer")).to_be_visible()
        page.wait_for_timeout(1_000)
        if row.count():
            break
    cells = [cell.text_content() for cell in row.first.get_by_role("gridcell", include_hidden=True).all()]
    assert cells[4:8] == numbers, cells


def test_an_unknown_csv_loads_and_its_rows_are_counted(
    wizard: Callable[[Path], Page],
    working: Portal,  # noqa: F811 - the fixture above
    tmp_path: Path,
) -> None:
    path = tmp_path / "evaluasi aplikasi baru.csv"
    path.write_text(
        "HASIL EVALUASI PEGAWAI\nPERIODE : MEI 2025\n\nNIP Pegawai,Nama Pegawai,Rapor Akhir Kinerja\n"
        + "".join(f"{NIP}{n:02d},Contoh {n},{PREDIKAT[n % 5]}\n" for n in range(1, 13))
        + "123,Contoh 13,Baik\n",
        encoding="utf-8",
    )
    page = wizard(path)
    choose(page, "Predikat", "Rapor Akhir Kinerja")
    verdict(page, "17 baris dibaca: 12 masuk, 1 karantina, 4 bukan data.")
    save(page, "evaluasi-csv")
    counted_on_data(page, working, path.name, ["17", "12", "1", "4"])


def test_a_csv_without_headings_is_mapped_by_place_and_counted(
    wizard: Callable[[Path], Page],
    working: Portal,  # noqa: F811 - the fixture above
    tmp_path: Path,
) -> None:
    path = tmp_path / "tanpa judul.csv"
    path.write_text(
        "".join(f"{NIP}{n:02d};Contoh {n};April 2025;{PREDIKAT[n % 5]}\n" for n in range(21, 33)),
        encoding="utf-8",
    )
    page = wizard(path)
    expect(page.get_by_text("tidak berjudul kolom, jadi kolom disebut menurut letaknya")).to_be_visible()
    expect(page.get_by_role("combobox", name="NIP (wajib)", exact=True)).to_have_value("Kolom A")
    expect(page.get_by_role("combobox", name="Predikat", exact=True)).to_have_value("Kolom D")
    assert "Contoh 21" not in page.get_by_test_id("stMain").inner_text(), "no person is shown"
    choose(page, "Nama", "Kolom B")
    verdict(page, "12 baris dibaca: 12 masuk, 0 karantina, 0 bukan data.")
    save(page, "tanpa-judul")
    counted_on_data(page, working, path.name, ["12", "12", "0", "0"])
