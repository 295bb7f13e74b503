"""An agency clerk's round trip in a real Chromium: damaged rows, the verdict, the reject file mended, everything loaded once."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import PATIENCE, launch
from tests.conftest import PROJECT, Province
from tests.dashboard.portal_process import Portal, running_portal
from warehouse.writer import writer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NAME = "rekap kinerja dinkes oktober rusak.csv"


@pytest.fixture(scope="module")
def working(province: Province, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with its pipeline over a province of its own: what is sent here is really loaded."""
    home = tmp_path_factory.mktemp("clerk") / "home"
    shutil.copytree(province.settings.root, home, symlinks=True)
    with running_portal(home) as portal, (home / "pipeline.log").open("wb") as log:
        pipeline = subprocess.Popen(
            [sys.executable, str(PROJECT / "siger.py"), "pipeline"],
            cwd=PROJECT,
            env={"PATH": "/usr/bin:/bin", "SIGER_HOME": str(home), "SIGER_DEMO": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            yield portal
        finally:
            pipeline.terminate()
            pipeline.wait(60)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


def signed_in(chromium: Browser, portal: Portal, account: str) -> Page:
    """The upload page of an account, in a browser of its own."""
    page = chromium.new_context(locale="id-ID", accept_downloads=True).new_page()
    page.goto(f"{portal.url}/unggah")
    page.get_by_label("Nama akun").fill(account, timeout=PATIENCE)
    page.get_by_label("Kata sandi").fill(portal.passwords[account])
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator(".st-key-sg-footer")).to_be_visible()
    return page


def damaged(source: Path, target: Path) -> tuple[Path, dict[str, tuple[str, str]]]:
    """A copy printed a day later with two cells spoilt, and what mends them: name → heading, value."""
    lines = source.read_text("utf-8-sig").replace("Dicetak: 7 November", "Dicetak: 8 November").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("No;NIP")) + 1
    right = {}
    for row, column, heading, wrong in (
        (first + 2, 7, "Rating Hasil Kerja", "bagus sekali"),
        (first + 4, 1, "NIP", "1,98507E+17"),
    ):
        cells = lines[row].split(";")
        right[cells[2]] = heading, cells[column]
        cells[column] = wrong
        lines[row] = ";".join(cells)
    target.write_text("\n".join(lines) + "\n", "utf-8")
    return target, right


def mend(path: Path, right: dict[str, tuple[str, str]]) -> None:
    """Put the right value into the marked cell of each row, as a clerk would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    titles = next(row for row in sheet.iter_rows() if "Nama Pegawai" in [cell.value for cell in row])
    places = {cell.value: cell.column for cell in titles}
    for row in sheet.iter_rows(min_row=titles[0].row + 1):
        if found := right.get(row[places["Nama Pegawai"] - 1].value):
            heading, value = found
            sheet.cell(row[0].row, places[heading]).value = value
    book.save(path)


def send(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Kirim berkas ini").click(timeout=PATIENCE)


def test_damaged_rows_come_back_mended_and_everything_is_loaded_once(
    chromium: Browser, working: Portal, province: Province, tmp_path: Path
) -> None:
    source = province.exports / "dinkes" / "rekap_kinerja_dinkes_2026-10.csv"
    bad, right = damaged(source, tmp_path / NAME)
    assert len(right) == 2
    page = signed_in(chromium, working, "opd.dinkes")
    page.locator("input[type=file]").set_input_files(bad)
    verdict = page.get_by_test_id("stAlert").first
    expect(verdict).to_contain_text("2 karantina")
    expect(page.get_by_text("bagus sekali").first).to_be_visible()
    page.get_by_role("button", name="Kirim berkas ini").click()
    receipt = page.get_by_test_id("stAlert").filter(has_text="Diterima dengan nomor").filter(has_text=NAME)
    expect(receipt).to_contain_text("Diterima.")  # of the real load, without a click
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Berkas balik").filter(has_text=NAME).click(timeout=PATIENCE)
    back = tmp_path / download.value.suggested_filename
    download.value.save_as(back)
    address = download.value.url
    stranger = signed_in(chromium, working, "opd.disdikbud")
    assert stranger.request.get(address).status == 404, "a reject file answers to its own account only"
    expect(stranger.get_by_role("button", name="Berkas balik")).to_have_count(0)
    stranger.locator("input[type=file]").set_input_files(bad)
    expect(stranger.get_by_text("Tidak dapat dikirim").first).to_be_visible()
    expect(stranger.get_by_role("button", name="Kirim berkas ini")).to_have_count(0)

    mend(back, right)
    send(page, back)
    mended = (
        page.get_by_test_id("stAlert").filter(has_text="Diterima dengan nomor").filter(has_text=back.name)
    )
    expect(mended).to_contain_text("Diterima.")
    with writer(working.settings) as con:
        loaded = con.execute(
            "select b.file_name, b.rows_loaded, b.rows_quarantined, count(a.nip), count(distinct a.nip)"
            " from raw.batches b join raw.appraisals a using (batch_id)"
            " where b.file_name in ($bad, $back) group by all order by b.rows_loaded",
            {"bad": NAME, "back": back.name},
        ).fetchall()
        everybody = con.execute(
            "select count(*), count(distinct a.nip) from raw.appraisals a join raw.batches b using (batch_id)"
            " where b.file_name in ($bad, $back)",
            {"bad": NAME, "back": back.name},
        ).fetchone()
    persons = sum(line.split(";")[0].isdigit() for line in source.read_text("utf-8-sig").splitlines())
    assert loaded == [(back.name, 2, 0, 2, 2), (NAME, persons - 2, 2, persons - 2, persons - 2)]
    assert everybody == (persons, persons), "nobody is missing, nobody twice"
