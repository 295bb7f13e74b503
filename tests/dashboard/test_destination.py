"""Where a viewer may be sent after sign-in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.destination import safe, sign_in_address


@pytest.mark.parametrize(
    "text", ["/", "/pegawai?id=77", "/umpan-balik", "/?bulan=2026-10", "/opd?opd=dinkes&bulan=1"]
)
def test_a_page_of_ours_is_kept(text):
    assert safe(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "//evil.example",
        "https://evil.example/akun",
        "/\\evil.example",
        "javascript:alert(1)",
        "/akun#x",
        "/akun\r\nSet-Cookie: a=b",
        "/akun?x= y",
        "/%09/evil.example",
        "/keluar",
        "/masuk/tukar",
        "/_stcore/health",
        "/media/x.csv",
        "/a/b",
        "akun",
        "/akun?" + "x" * 500,
        "",
        None,
        "/ákun",
    ],
)
def test_anything_else_becomes_the_home_page(text):
    assert safe(text) == "/"


@given(st.text(max_size=60))
def test_whatever_is_asked_the_browser_stays_here(text):
    kept = safe(text)
    assert kept.startswith("/") and not kept.startswith("//") and "\\" not in kept and "\n" not in kept


def test_the_form_remembers_only_what_is_safe():
    assert sign_in_address("/akun", "id=7") == "/?lanjut=%2Fakun%3Fid%3D7"
    assert sign_in_address("/keluar", "") == "/"
