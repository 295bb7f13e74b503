"""Public pages: each drawn from a small real public file by Streamlit's own test runner."""

import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.public_pages import open_data
from tests.dashboard.small_public import publish
from warehouse.marts import open_public
from warehouse.queries import public

APP = Path(__file__).parents[2] / "dashboard" / "transparency.py"
PAGES = ("home", "agencies", "one", "services", "method", "open_data")


def script(page: str) -> None:
    """What one visitor's run does: the edition's page and the footer."""
    import streamlit as st

    from dashboard.components import footer
    from dashboard.public_pages import agencies, edition, home, method, open_data, services

    now = edition.current()
    assert now is not None
    if page == "one":
        st.query_params["opd"] = "dinkes"
    draw = {
        "home": home.page,
        "agencies": agencies.page,
        "one": agencies.page,
        "services": services.page,
        "method": method.page,
        "open_data": open_data.page,
    }[page]
    draw(now)
    footer(now.release, next_release=now.next_release, demo=now.demo)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory with one release; the demo flag is on."""
    monkeypatch.setenv("SIGER_HOME", str(tmp_path))
    monkeypatch.setenv("SIGER_DEMO", "true")
    publish(tmp_path)
    return tmp_path


def text(app: AppTest) -> str:
    """All a page says, charts' sentences left out."""
    pieces = [e.value for e in [*app.title, *app.header, *app.markdown, *app.info]]
    return "\n".join([*pieces, *(e.proto.body for e in app.get("html"))])


def run(page: str) -> AppTest:
    app = AppTest.from_function(script, args=(page,), default_timeout=30).run()
    assert not app.exception and not app.error
    return app


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_answers_and_names_its_release(page: str) -> None:
    app = run(page)
    assert app.title[0].value.endswith("?")
    assert app.markdown[0].value or app.get("html")
    said = text(app)
    assert "Rilis 2026-10.3" in said
    assert "Data contoh" in said
    assert "None" not in said and "nan" not in said.lower().split()


@pytest.mark.usefixtures("home")
def test_home_answers_with_the_province_s_own_figures() -> None:
    app = run("home")
    assert "Warga memberi nilai 82,2 dari 100" in app.markdown[0].value
    assert "mutu B (baik)" in app.markdown[0].value
    assert "80 sudah diselesaikan" in app.markdown[0].value
    assert len(app.get("vega_lite_chart")) == 2


@pytest.mark.usefixtures("home")
def test_hidden_cells_say_why_and_are_never_zero() -> None:
    said = text(run("agencies"))
    row = said.split("Inspektorat")[1].split("</tr>")[0]
    assert "perlu 30" in row and "–" in row and ">0<" not in row
    assert "Belum melapor" in said.split("Dinas Perhubungan")[1].split("</tr>")[0]


@pytest.mark.usefixtures("home")
def test_one_agency_opens_by_its_code_and_an_unknown_code_by_a_sentence() -> None:
    assert run("one").title[0].value == "Bagaimana kinerja Dinas Kesehatan?"
    app = AppTest.from_function(script, args=("agencies",), default_timeout=30)
    app.query_params["opd"] = "tidak-ada'; drop table pub_agency"
    app.run()
    assert not app.exception
    assert any("tidak dikenal" in info.value for info in app.info)


@pytest.mark.usefixtures("home")
def test_an_agency_chosen_by_hand_moves_into_the_address() -> None:
    app = run("agencies")
    app.selectbox[0].set_value("disnaker").run()
    assert app.query_params["opd"] in ("disnaker", ["disnaker"])
    assert app.title[0].value == "Bagaimana kinerja Dinas Tenaga Kerja?"


@pytest.mark.usefixtures("home")
def test_english_is_one_choice_away() -> None:
    app = AppTest.from_function(script, args=("home",), default_timeout=30)
    app.query_params["bahasa"] = "EN"
    app.run()
    assert app.title[0].value == "How are the services of Lampung province?"
    assert "82.2 out of 100" in app.markdown[0].value


def test_before_the_first_release_the_app_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGER_HOME", str(tmp_path))
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert "Belum ada rilis" in app.info[0].value


@pytest.mark.usefixtures("home")
def test_the_whole_app_runs_and_follows_a_new_release(home: Path) -> None:
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception and not app.error
    assert "2026-10.3" in text(app)
    publish(home, "20261115T010000Z-0a1b2c3e", "2026-10.4")
    app.run()
    assert "2026-10.4" in text(app)


def test_every_published_table_can_be_downloaded_and_has_a_title(tmp_path: Path) -> None:
    marts = open_public(publish(tmp_path))
    assert set(open_data._descriptions()) == set(public.TABLES)
    for name in public.TABLES:
        assert len(public.whole(marts, name)) > 0
    with pytest.raises(KeyError):
        public.whole(marts, "fct_appraisal")


def test_the_public_app_loads_no_sign_in_no_account_and_no_staff_page() -> None:
    code = (
        "import sys, dashboard.transparency_server, dashboard.public_pages.home, dashboard.public_pages.agencies,"
        "dashboard.public_pages.services, dashboard.public_pages.method, dashboard.public_pages.open_data;"
        "bad=[m for m in sys.modules if m.startswith(('dashboard.sign_in','dashboard.staff_pages','dashboard.portal',"
        "'warehouse.state','ingest','streamlit_authenticator','sqlalchemy'))]; assert not bad, bad"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
