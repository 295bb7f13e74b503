"""The guard, from outside: raw HTTP and raw WebSocket against a portal that really runs."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import update
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.dashboard.portal_process import (
    Portal,
    rerun,
    run,
    running_portal,
    session_of,
    sign_in_by_hand,
    words,
)
from warehouse.state import accounts, sessions
from warehouse.state.database import utc_now
from warehouse.state.tables import accounts as account_table
from warehouse.state.tables import sessions as session_table

INSIDE = "Siapa saya di portal ini?"
FORM = "Kata sandi"


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Portal:
    with running_portal(tmp_path_factory.mktemp("guard") / "home") as running:
        yield running


@pytest.fixture
def bkd(portal) -> str:
    """The cookie of a fresh session."""
    return portal.session("bkd")


def watch_until_closed(ws, seconds: float = 6) -> list[str]:
    """Addresses the browser was sent to before the socket closed."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    sent_to = []
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            message = ForwardMsg()
            message.ParseFromString(ws.recv(timeout=max(0.1, end - time.monotonic())))
            if message.HasField("auth_redirect"):
                sent_to.append(message.auth_redirect.url)
    except ConnectionClosed as closed:
        assert closed.rcvd.code == 4401
        return sent_to
    raise AssertionError("the socket stayed open")


# Without a session


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/a/b",
        "/media/0123456789abcdef0123456789abcdef0123456789abcdef01234567.csv",
        "/component/extra_streamlit_components.CookieManager/index.html",
        "/_stcore/bidi-components/x/y",
        "/app/static/x",
        "/a/b",
        "/%2e%2e/etc/passwd",
        "/AKUN",
    ],
)
def test_nothing_but_the_form_answers_without_a_session(portal, path):
    with portal.http() as client:
        assert client.get(path).status_code in (400, 403)
        assert client.post(path).status_code in (400, 403)


def test_a_page_address_leads_to_the_form_and_remembers_itself(portal):
    with portal.http() as client:
        answer = client.get("/akun?id=77")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?lanjut=%2Fakun%3Fid%3D77"
        assert client.get("/keluar").status_code == 403


def test_the_form_comes_with_a_cookie_that_no_script_reads(portal):
    with portal.http() as client:
        answer = client.get("/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "domain" not in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert '<html lang="id">' in answer.text and "/aset/siger.css" in answer.text


def test_an_anonymous_socket_sees_the_form_whatever_it_asks_for(portal):
    with portal.socket() as ws:
        first = run(ws)
        assert FORM in words(first) and INSIDE not in words(first)
        for message in (
            rerun(page_name="akun"),
            rerun(page_hash="0" * 32),
            rerun(query="lanjut=%2Fakun&bahasa=en"),
        ):
            answers = words(run(ws, message))
            assert INSIDE not in answers and "Akun saya" not in answers and "Ringkasan" not in answers


def test_an_anonymous_socket_resumes_nobodys_session(portal, bkd):
    with portal.socket(bkd) as ws:
        theirs = session_of(run(ws))
    with portal.socket(resume=theirs) as ws:
        answers = run(ws)
        assert session_of(answers) != theirs and INSIDE not in words(answers)


def test_another_account_does_not_resume_a_session_either(portal, bkd):
    with portal.socket(bkd) as ws:
        theirs = session_of(run(ws))
    with portal.socket(portal.session("data"), resume=theirs) as ws:
        assert session_of(run(ws)) != theirs
    with portal.socket(bkd, resume=theirs) as ws:
        assert session_of(run(ws)) == theirs  # its own browser, after a short interruption


# Who may knock


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_socket_needs_our_own_origin(portal, bkd, origin):
    with pytest.raises(InvalidStatus), portal.socket(bkd, origin=origin):
        pass


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""])
def test_a_foreign_host_name_is_not_answered(portal, host):
    with portal.http(host=host) as client:
        assert client.get("/").status_code in (400, 421)


@pytest.mark.parametrize(
    "line", ["{name}={long}", "{name}=wrong; {name}={good}", "{name}={good}; {name}=wrong", "{name}="]
)
def test_a_doubled_or_absurd_cookie_is_no_session(portal, bkd, line):
    line = line.format(name=portal.cookie_name, long="x" * 5000, good=bkd)
    with portal.http(cookie=None) as client:
        assert client.get("/akun", headers={"cookie": line}).status_code == 303
    with portal.socket(cookie_line=line) as ws:
        assert INSIDE not in words(run(ws, rerun(page_name="akun")))


# With a session


def test_a_session_opens_pages_and_still_not_the_rest(portal, bkd):
    with portal.http(bkd) as client:
        assert client.get("/akun").status_code == 200
        for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/component/x/index.html", "/a/b"):
            assert client.get(path).status_code == 404, path
        assert client.get("/ringkasan?bulan=2026-10").headers["location"] == "/?bulan=2026-10"  # his home
        unknown = client.get("/tidak-ada")
        assert (unknown.status_code, unknown.headers["location"]) == (303, "/?halaman-tidak-ada=1")
    with portal.socket(bkd) as ws:
        answers = words(run(ws, rerun(page_name="akun")))
        assert INSIDE in answers and portal.passwords["bkd"] not in answers


def test_a_page_of_another_role_leads_to_the_start_and_is_not_run(portal):
    cookie = portal.session("pimpinan")
    with portal.http(cookie) as client:
        assert client.get("/aturan").headers["location"] == "/?halaman-tidak-ada=1"
    with portal.socket(cookie) as ws:
        answers = run(ws, rerun(page_name="aturan"))
        assert any(answer.HasField("page_not_found") for answer in answers)
        pages = next(answer.navigation for answer in answers if answer.HasField("navigation"))
        assert "aturan" not in str(pages)


def test_a_one_time_password_opens_the_account_page_alone(portal):
    accounts.add(portal.state, "baru", "Baru", "hr_province")
    cookie = portal.session("baru")
    with portal.http(cookie) as client:
        assert client.get("/data").status_code == 303
    with portal.socket(cookie) as ws:
        answers = run(ws, rerun(page_name="data"))
        pages = next(answer.navigation for answer in answers if answer.HasField("navigation"))
        assert len(pages.app_pages) == 1 and INSIDE in words(answers)


def test_a_link_from_another_site_goes_on_once_the_cookie_is_there(portal, bkd):
    with portal.http(bkd) as client:
        answer = client.get("/?lanjut=%2Fakun%3Fid%3D1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/akun?id=1")
        assert client.get("/?lanjut=https%3A%2F%2Fevil.example").headers["location"] == "/"
        assert client.get("/masuk/lanjut?lanjut=%2F%2Fevil.example").headers["location"] == "/"


def test_answers_carry_the_headers_and_no_page_may_be_framed(portal, bkd):
    with portal.http(bkd) as client:
        for path in ("/", "/akun", "/nothing/here", "/_stcore/health"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
            assert "unsafe-eval" not in policy and "script-src 'self' 'sha256-" in policy
            assert headers["x-content-type-options"] == "nosniff"


def test_front_end_files_are_compressed_and_unknown_ones_are_missing(portal):
    with portal.http() as client:
        page = client.get("/").text
        script = page.split('src="./static/')[1].split('"')[0]
        answer = client.get(f"/static/{script}", headers={"accept-encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip" and "immutable" in answer.headers["cache-control"]
        assert answer.text == client.get(f"/static/{script}", headers={"accept-encoding": "identity"}).text
        assert client.get("/static/no-such-file.js").status_code == 404


def test_an_upload_answers_to_the_session_of_its_own_account_only(portal, bkd):
    with portal.socket(bkd) as ws:
        mine = session_of(run(ws))
        with portal.http(portal.session("data")) as stranger:
            assert stranger.put(f"/_stcore/upload_file/{mine}/f1", content=b"x").status_code == 404
        with portal.http() as nobody:
            assert nobody.put(f"/_stcore/upload_file/{mine}/f1", content=b"x").status_code == 403
        with portal.http(bkd) as owner:
            # past the guard; Streamlit's own check of its token refuses
            assert owner.put(f"/_stcore/upload_file/{mine}/f1", content=b"x").status_code == 403


@pytest.mark.parametrize(
    "kind", ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"]
)
def test_messages_that_touch_everybody_are_dropped(portal, bkd, kind):
    message = BackMsg()
    setattr(message, kind, True)
    for cookie in (bkd, None):
        with portal.socket(cookie) as ws:
            run(ws)
            ws.send(message.SerializeToString())
            run(ws)  # nothing happened: the socket goes on
    with portal.http() as client:
        assert client.get("/_stcore/health").text == "ok"


def test_an_operation_that_writes_into_the_app_is_dropped(portal, bkd):
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.install_skills.SetInParent()
    with portal.socket(bkd) as ws:
        run(ws)
        ws.send(message.SerializeToString())
        assert "backend_operation_response" not in words(run(ws))


# The way in and out


def test_the_exchange_makes_a_session_and_ends_the_former_one(portal):
    ticket = sessions.issue_ticket(portal.state, "bkd", "b4")
    answer = sign_in_by_hand(portal, ticket, "b4", lanjut="/akun?id=5")
    assert (answer.status_code, answer.headers["location"]) == (303, "/akun?id=5")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(portal.cookie_name))
    assert "httponly" in cookie.lower() and "samesite=strict" in cookie.lower()
    secret = cookie.split("=", 1)[1].split(";")[0]
    assert sessions.find(portal.state, secret).viewer.account == "bkd"
    replayed = sign_in_by_hand(portal, ticket, "b4")
    assert not any(c.startswith(portal.cookie_name) for c in replayed.headers.get_list("set-cookie"))


def test_a_ticket_in_another_browser_is_worth_nothing(portal):
    ticket = sessions.issue_ticket(portal.state, "bkd", "b4")
    answer = sign_in_by_hand(portal, ticket, "other")
    assert answer.headers["location"] == "/" and "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/masuk/tukar", "/keluar"])
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_forms_of_other_sites_are_refused(portal, bkd, path, origin):
    headers = {"origin": origin} if origin else {}
    with portal.http(bkd, **headers) as client:
        assert client.post(path).status_code == 403
    assert sessions.find(portal.state, bkd) is not None


def test_sign_out_closes_every_open_socket_with_the_way_to_the_form(portal, bkd):
    with portal.socket(bkd) as ws:
        run(ws)
        with portal.http(bkd, origin=portal.url) as client:
            answer = client.post("/keluar")
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            assert client.get("/akun").status_code == 303
        assert watch_until_closed(ws) == ["/"]
    with portal.socket(bkd) as ws:
        assert INSIDE not in words(run(ws, rerun(page_name="akun")))


def test_disabling_an_account_closes_its_sockets(portal):
    accounts.add(portal.state, "sementara", "Sementara", "leadership", password="kata yang panjang")
    with portal.socket(portal.session("sementara")) as ws:
        run(ws)
        accounts.set_disabled(portal.state, "sementara", True)
        assert watch_until_closed(ws) == ["/"]


def test_a_change_of_role_closes_the_open_page(portal):
    accounts.add(portal.state, "pindah", "Pindah", "hr_province", password="kata yang panjang")
    with portal.socket(portal.session("pindah")) as ws:
        run(ws)
        with portal.state.begin() as connection:
            connection.execute(
                update(account_table).where(account_table.c.name == "pindah").values(role="leadership")
            )
        assert watch_until_closed(ws) == ["/"]


def test_polling_does_not_keep_a_session_alive_and_a_person_does(portal, bkd):
    digest = sessions.digest(bkd)

    def seen():
        return sessions.find(portal.state, bkd).seen_at

    with portal.socket(bkd) as ws:
        run(ws)
        with portal.state.begin() as connection:
            moved = utc_now() - timedelta(minutes=20)
            connection.execute(
                update(session_table).where(session_table.c.digest == digest).values(seen_at=moved)
            )
        time.sleep(1.5)  # the watch looks again
        run(ws, rerun(auto=True))
        assert seen() == moved
        run(ws, rerun(url=f"{portal.url}/akun", query="x=1"))
        assert seen() > moved
        with portal.state.begin() as connection:
            moved = utc_now() - sessions.IDLE - timedelta(seconds=1)
            connection.execute(
                update(session_table).where(session_table.c.digest == digest).values(seen_at=moved)
            )
        assert watch_until_closed(ws) == ["/?sesi-berakhir=1&lanjut=%2Fakun%3Fx%3D1"]
