"""As of: an older kept release in the portal, plainly said, with the rights of now."""

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import look_up, navigation
from tests.conftest import PROJECT
from tests.warehouse.test_release import make
from warehouse import release
from warehouse.access import GRANTS, Viewer
from warehouse.errors import NotGranted, NotInRelease
from warehouse.marts import open_marts
from warehouse.settings import Settings
from warehouse.state import accounts, sessions
from warehouse.state.database import engine

WORD = "sebuah kalimat sandi yang cukup panjang untuk uji"


@pytest.fixture
def home(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home").prepare()


def with_marts(home: Settings, number: int, sql: str) -> release.Release:
    """A release whose internal file has what `sql` makes."""
    one = make(home, number)
    with duckdb.connect(one.internal) as con:
        con.execute(sql)
    return one


def test_an_older_release_is_read_by_the_grants_of_now(home):
    older = with_marts(
        home, 1, "create table fct_agency_month as select 'dinkes' as agency_code, 1 as rated union all select 'dinsos', 2"
    )  # fmt: skip
    with_marts(
        home,
        2,
        "create table fct_agency_month as select 'dinkes' as agency_code, 5 as rated, 0.5 as coverage",
    )
    viewer = Viewer("opd", "OPD", "hr_agency", "dinkes")
    assert open_marts(home, viewer).rows("select rated, coverage from fct_agency_month") == [
        {"rated": 5, "coverage": pytest.approx(0.5)}
    ]
    then = open_marts(home, viewer, older)
    assert then.rows("select rated from fct_agency_month") == [{"rated": 1}], "its own agency only"
    with pytest.raises(NotInRelease, match=rf"Rilis {older.label} belum memuat kolom coverage"):
        then.rows("select coverage from fct_agency_month")
    with pytest.raises(NotInRelease, match="belum memuat data fct_province_month"):
        then.rows("select * from fct_province_month")
    assert not then.has("fct_province_month")
    with pytest.raises(NotGranted):
        then.rows("select * from dim_secret")
    assert "fct_province_month" in GRANTS


def test_a_mart_that_cannot_be_confined_is_not_shown(home):
    """The older release has no agency in the mart: an agency sees nothing rather than everybody's."""
    older = with_marts(home, 1, "create table fct_agency_month as select 7 as rated")
    with pytest.raises(NotInRelease, match="kolom yang membatasi data fct_agency_month"):
        open_marts(home, Viewer("opd", "OPD", "hr_agency", "dinkes"), older).rows("from fct_agency_month")


@pytest.fixture
def portal(home, monkeypatch):
    """The account page of an engineer in a home of two releases, which it does not need for its own content."""
    older, newer = make(home, 1), make(home, 2)
    state = engine(home)
    accounts.add(state, "ahli.data", "Ahli", "engineer", by="uji", password=WORD)
    ticket = sessions.issue_ticket(state, "ahli.data", "before")
    secret = sessions.redeem(state, ticket, "before", "AppTest")
    monkeypatch.setattr(look_up, "settings", lambda: home)
    monkeypatch.setattr(look_up, "_cookie", lambda name: secret)

    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(str(PROJECT / "dashboard" / "portal.py"), default_timeout=60)
        app.run()
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page("staff_pages/account.py").run()

    return opened, older, newer


def test_a_link_opens_an_older_release_and_says_so(portal):
    opened, older, newer = portal
    assert [w.value for w in opened().warning] == []
    app = opened(rilis=older.label)
    (said,) = app.warning
    assert f"Anda melihat rilis {older.label}" in said.value and newer.label in said.value
    app.query_params.clear()  # as the menu does
    app.run()
    assert app.query_params["rilis"] in (older.label, [older.label]), "the address says it again"
    app.button(key="as-of-leave").click().run()
    assert len(app.warning) == 0 and "rilis" not in app.query_params


def test_the_choice_under_the_footer_and_a_release_that_is_gone(portal):
    opened, older, _ = portal
    app = opened()
    app.selectbox(key="as-of-choice").select(older.label).run()
    assert f"Anda melihat rilis {older.label}" in app.warning[0].value
    app.selectbox(key="as-of-choice").select("").run()
    assert len(app.warning) == 0
    gone = opened(rilis="2020-01.9")
    assert "tidak disimpan lagi" in gone.warning[0].value
    assert len(gone.run().warning) == 0


def test_links_of_a_page_carry_the_release(portal, monkeypatch):
    viewer = Viewer("uji", "Uji", "engineer")
    monkeypatch.setattr(navigation.as_of, "label", lambda: "2026-09.3")
    assert navigation.address(viewer, "opd", opd="dinkes") == "/opd?opd=dinkes&rilis=2026-09.3"
    assert navigation.address(viewer, "data", rilis=None) == "/data", "the way back to the latest"
    assert navigation.address(viewer, "data", rilis="2026-08.1") == "/data?rilis=2026-08.1"
