"""The form of streamlit-authenticator over our accounts: drawn, one failure, one success (inner names of 0.4.2)."""

import importlib.metadata

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import look_up
from tests.conftest import PROJECT
from warehouse.settings import Settings
from warehouse.state import accounts, sessions
from warehouse.state.database import engine
from warehouse.state.tables import tickets

WORD = "sebuah kalimat sandi yang panjang, jauh melebihi dua puluh karakter"


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A home with one account; the run's cookie is the only thing that stands in for a browser."""
    settings = Settings(home=tmp_path / "home").prepare()
    monkeypatch.setattr(look_up, "settings", lambda: settings)
    monkeypatch.setattr(look_up, "before", lambda: "before")
    accounts.add(engine(settings), "bkd", "Analis BKD", "hr_province", password=WORD)
    return engine(settings)


def form() -> AppTest:
    """The entry script, run once without a session."""
    app = AppTest.from_file(str(PROJECT / "dashboard" / "portal.py"), default_timeout=20).run()
    assert not app.exception
    return app


def fill(app: AppTest, name: str, password: str) -> AppTest:
    """Type both and press the button."""
    app.text_input[0].set_value(name)
    app.text_input[1].set_value(password)
    return app.button[0].click().run()


def ticket_count(state) -> int:
    with state.connect() as connection:
        return len(connection.execute(tickets.select()).all())


def test_the_library_is_the_version_whose_inside_we_know():
    assert importlib.metadata.version("streamlit-authenticator") == "0.4.2"


def test_the_form_is_drawn_in_indonesian_and_loads_no_component(state):
    app = form()
    assert [field.label for field in app.text_input] == ["Nama akun", "Kata sandi"]
    assert app.button[0].label == "Masuk"
    assert not app.get("component_instance")


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(state):
    known = fill(form(), "bkd", "sebuah kalimat lain").error[0].value
    unknown = fill(form(), "siapa", "sebuah kalimat lain").error[0].value
    assert known == unknown and "tidak cocok" in known
    assert ticket_count(state) == 0


def test_a_right_password_leaves_a_ticket_for_this_browser_and_nothing_else(state):
    app = fill(form(), " BKD ", WORD)
    assert not app.exception and not app.error
    html = app.get("html")[-1].proto.body
    ticket = html.split('data-tiket="')[1].split('"')[0]
    assert 'data-ke="/masuk/tukar"' in html and WORD not in html
    secret = sessions.redeem(state, ticket, "before", "AppTest")
    assert sessions.find(state, secret).viewer.account == "bkd"
    assert "authentication_status" not in app.session_state


def test_the_way_on_is_kept_only_when_it_is_a_page_of_ours(state):
    for asked, kept in (("/akun?id=7", "/akun?id=7"), ("https://evil.example", "/"), ('/"><script>', "/")):
        app = form()
        app.query_params["lanjut"] = asked
        html = fill(app, "bkd", WORD).get("html")[-1].proto.body
        assert f'data-lanjut="{kept}"' in html


def test_without_the_cookie_of_the_form_no_ticket_is_made(state, monkeypatch):
    monkeypatch.setattr(look_up, "before", lambda: None)
    app = fill(form(), "bkd", WORD)
    assert "Muat ulang" in app.warning[0].value
    assert ticket_count(state) == 0


def test_a_disabled_account_is_a_wrong_password(state):
    accounts.set_disabled(state, "bkd", True)
    assert "tidak cocok" in fill(form(), "bkd", WORD).error[0].value
