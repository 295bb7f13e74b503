"""An unknown workbook becomes a working source, in a real Chromium: proposed, corrected by choices, tried, saved, loaded."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ingest import intake, source_store
from ingest.inbox import Inbox
from tests.browser.choosing import choose
from tests.browser.test_staff_journey import DESK, PHONE, Reader, chromium, reader  # noqa: F401 - fixtures
from tests.dashboard.portal_process import Portal
from tests.ingest.look_alikes import PART_ANSWERS, PART_QUESTIONS, PART_RESPONDENTS
from warehouse.state import audit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HEADER = (
    "No", "NIP Pegawai", "Nama Pegawai (tanpa gelar)", "Nama Jabatan", "NIP Atasan Penilai", "Hasil Kerja Pegawai",
    "Perilaku Pegawai", "Rapor Akhir", "Keterangan",
)  # fmt: skip
RESULTS = ("Sesuai Ekspektasi",) * 8 + ("Diatas Ekspektasi",) * 3 + ("Dibawah Ekspektasi",)
WORDS = {
    "Sesuai Ekspektasi": "BAGUS",
    "Diatas Ekspektasi": "BAGUS SEKALI",
    "Dibawah Ekspektasi": "PERLU DIBINA",
}


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A recap of an application nobody knows: titles, a numbering row, words of its own for the predikat, one cut
    NIP, a signature. Every run makes another content."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rekap Mei"
    for row, line in enumerate(
        ("REKAP HASIL EVALUASI KINERJA PEGAWAI", "DINAS KESEHATAN PROVINSI LAMPUNG", "PERIODE : MEI 2025"), 1
    ):
        sheet.cell(row, 1, line)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADER))
    sheet.append([])
    sheet.append(HEADER)
    sheet.append(list(range(1, len(HEADER) + 1)))
    start = random.randrange(1, 900)
    for number, result in enumerate(RESULTS, 1):
        nip = f"19{70 + number}0{1 + number % 9}1{number % 9}201001{1 + number % 2}{start + number:03d}"
        nip = nip[:-2] if number == 6 else nip
        behaviour = "Sesuai Ekspektasi" if result.startswith("Dibawah") else result
        sheet.append(
            [
                number,
                nip,
                f"Contoh {number}",
                "Perawat Ahli Muda",
                "197203031998031902",
                result,
                behaviour,
                WORDS[result],
            ]
        )
    sheet.append([])
    sheet.cell(sheet.max_row + 2, 6, "Bandar Lampung, 5 Juni 2025")
    sheet.cell(sheet.max_row + 1, 6, "Kepala Dinas")
    path = tmp_path / "Evaluasi Kinerja Dinkes Mei.xlsx"
    book.save(path)
    return path


def uploaded(one: Reader, file: Path) -> Page:
    """The wizard with the file read and everything guessed."""
    page = one.sign_in("data", "/tambah-sumber?dari=unggah")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name="Simpan sebagai versi baru")).to_be_visible()
    return page


def test_an_unknown_workbook_becomes_a_working_source(
    reader: Callable[..., Reader],  # noqa: F811 - the fixture above
    staff_portal: Portal,
    unknown: Path,
) -> None:
    settings = staff_portal.settings
    [waiting] = intake.ingest(settings, unknown)
    assert waiting.status == "no-source"
    one = reader()
    page = uploaded(one, unknown)
    expect(page.get_by_role("combobox", name="Jenis data")).to_have_value("Penilaian kinerja")
    expect(page.get_by_text("Judul menyebut periode").first).to_be_visible()
    expect(page.get_by_text("Kolom yang tidak dipakai").first).to_contain_text(
        re.compile("kolom H|Rapor Akhir")
    )
    assert "Contoh 1" not in page.get_by_test_id("stMain").inner_text(), "no person is shown"

    choose(page, "Predikat", "Rapor Akhir")
    expect(page.get_by_text("8 karantina").or_(page.get_by_text("12 karantina"))).to_be_visible()
    for word, number, meaning in (
        ("BAGUS", 8, "Baik"),
        ("BAGUS SEKALI", 3, "Sangat Baik"),
        ("PERLU DIBINA", 1, "Butuh Perbaikan"),
    ):
        choose(page, f"«{word}» ({number} baris)", meaning)
    verdict = page.get_by_test_id("stAlert").filter(has_text="baris dibaca")
    expect(verdict).to_contain_text("11 masuk, 1 karantina")
    expect(page.get_by_role("table", name="Contoh baris").get_by_role("row").nth(1)).to_contain_text("Baik")
    page.get_by_role("button", name="Uji pada berkas lama").click()
    expect(page.get_by_text("Tidak ada berkas lama").or_(page.get_by_text("Masuk nanti"))).to_be_visible()

    page.get_by_label("Nama sumber").fill("Rekap evaluasi kinerja Dinkes")
    page.get_by_label("Kode sumber", exact=False).fill("evaluasi-dinkes")
    page.get_by_label("Catatan versi", exact=False).fill("aplikasi baru sejak Mei")
    page.get_by_text("Muat berkas ini juga").click()
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    expect(page.get_by_text("tersimpan sebagai versi 1")).to_be_visible()

    [saved] = [version for version in source_store.history(settings, "evaluasi-dinkes")]
    assert (saved.saved_by, saved.note) == ("data", "aplikasi baru sejak Mei")
    assert audit.recent(staff_portal.state)[0]["action"] == "source.save"
    [verdict] = intake.retry(settings)
    assert (verdict.source, verdict.status) == ("evaluasi-dinkes", "loaded")
    assert (verdict.rows_loaded, verdict.rows_quarantined) == (11, 1)

    page = one.open("/sumber?sumber=evaluasi-dinkes")
    expect(page.get_by_role("table").filter(has_text="aplikasi baru sejak Mei")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh YAML").click()
    assert "BAGUS SEKALI" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Nonaktifkan").click()
    expect(page.get_by_text("dinonaktifkan sebagai versi baru")).to_be_visible()
    assert [version.number for version in source_store.history(settings, "evaluasi-dinkes")] == [2, 1]


COURSES = (
    "DAFTAR PELATIHAN PEGAWAI\nNIP Peserta;Nama;Judul Pelatihan;Judul Induk;Lama (JP);Lama Hari;Tanggal Awal\n"
    + "".join(
        f"1985021420100129{n:02d};Contoh {n};Pelatihan Dasar {n % 3};Diklat {n % 2};{20 + n};3;0{1 + n % 9}/03/2025\n"
        for n in range(1, 13)
    )
)


def test_preview_and_verdict_follow_what_is_corrected_by_hand(
    reader: Callable[..., Reader],  # noqa: F811 - the fixture above
    tmp_path: Path,
) -> None:
    """Kind of data, header row, one column and the order of dates, each changed by hand and seen at once."""
    path = tmp_path / "pelatihan.csv"
    path.write_text(COURSES, encoding="utf-8")
    page = uploaded(reader(), path)
    verdict = page.get_by_test_id("stAlert").filter(has_text="baris dibaca")
    rows = page.get_by_role("table", name="Contoh baris")
    expect(verdict).to_contain_text("14 baris dibaca: 12 masuk, 0 karantina, 2 bukan data.")
    expect(rows).to_contain_text("2 Mar 2025")
    choose(page, "Tanggal berupa angka", "12/31/2026")
    expect(rows).to_contain_text("3 Feb 2025")
    expect(rows).not_to_contain_text("2 Mar 2025")

    expect(rows).to_contain_text("Pelatihan Dasar 1")
    choose(page, "Nama diklat (wajib)", "Judul Induk")
    expect(rows).to_contain_text("Diklat 1")
    expect(rows).not_to_contain_text("Pelatihan Dasar")

    choose(page, "Jenis data", "Penghargaan")
    save = page.get_by_role("button", name="Simpan sebagai versi baru")
    expect(verdict).to_have_count(0)
    expect(save).to_be_disabled()
    choose(page, "Jenis data", "Pelatihan")
    expect(verdict).to_contain_text("12 masuk, 0 karantina")

    header = page.get_by_label("Baris judul kolom", exact=False)
    header.fill("1")
    header.press("Enter")
    expect(page.get_by_role("table", name="Baris pertama berkas")).to_contain_text("→ 1")
    expect(save).to_be_disabled()
    header.fill("2")
    header.press("Enter")
    expect(verdict).to_contain_text("12 masuk, 0 karantina")
    page.get_by_text("Tabel ini tidak berjudul kolom").click()
    expect(page.get_by_role("combobox", name="NIP (wajib)", exact=True)).to_be_visible()
    choose(page, "NIP (wajib)", "Kolom A")
    expect(save).to_be_disabled()  # the first record is headings: it does not read as a NIP


def test_three_files_of_a_survey_become_one_source(
    reader: Callable[..., Reader],  # noqa: F811 - the fixture above
    staff_portal: Portal,
    tmp_path: Path,
) -> None:
    """One alone says what it misses; all three say in words how they hang together, and load."""
    for name, write in (("r.csv", PART_RESPONDENTS), ("j.csv", PART_ANSWERS), ("p.csv", PART_QUESTIONS)):
        write(tmp_path / name)
    page = reader().sign_in("data", "/tambah-sumber?dari=unggah")
    page.locator("input[type=file]").set_input_files(tmp_path / "r.csv")
    expect(page.get_by_text("Berkas ini satu bagian dari kiriman")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan sebagai versi baru")).to_have_count(0)
    page.locator("input[type=file]").set_input_files([tmp_path / "j.csv", tmp_path / "p.csv"])
    expect(page.get_by_text("kiriman survei")).to_be_visible()
    expect(page.get_by_role("table", name="Pertanyaan mana unsur mana")).to_contain_text(
        "U8 Penanganan pengaduan"
    )
    expect(page.get_by_role("combobox", name="Urutan U8 dan U9")).to_have_value("U8 pengaduan, U9 sarana")
    verdict = page.get_by_test_id("stAlert").filter(has_text="baris dibaca")
    expect(verdict).to_contain_text("180 masuk, 0 karantina")
    page.get_by_label("Kode sumber", exact=False).fill("survei-tiga-berkas")
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    expect(page.get_by_text("tersimpan sebagai versi 1")).to_be_visible()
    handed_in = Inbox(staff_portal.settings).waiting()
    assert sorted(Inbox(staff_portal.settings).note(path).name for path in handed_in) == [
        "j.csv",
        "p.csv",
        "r.csv",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["1440", "390"])
def test_the_pages_about_sources_are_accessible_and_fit(
    reader: Callable[..., Reader],  # noqa: F811 - the fixture above
    unknown: Path,
    theme: str,
    device: dict,
) -> None:
    one = reader(color_scheme=theme, bypass_csp=True, **device)  # axe is a script of the test, not ours
    found = []
    for page in (uploaded(one, unknown), one.open("/sumber")):
        main = page.get_by_test_id("stMain")
        assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((page.url, violation["id"], [n["target"] for n in violation["nodes"]][:3]))
    assert found == []


def test_a_file_that_is_no_table_of_ours_is_said_to_be_one(
    reader: Callable[..., Reader],  # noqa: F811 - the fixture above
    tmp_path: Path,
) -> None:
    bicycles = tmp_path / "sepeda.csv"
    bicycles.write_text("Tanggal;Jalur A;Jalur B\n01/01/2026;35;51\n02/01/2026;83;153\n", encoding="utf-8")
    page = reader().sign_in("data", "/tambah-sumber?dari=unggah")
    page.locator("input[type=file]").set_input_files(bicycles)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(re.compile("bukan|tidak"))
