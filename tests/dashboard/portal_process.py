"""A portal that really runs on loopback, and a raw WebSocket client that speaks Streamlit's protocol to it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.conftest import PROJECT
from warehouse.release import current, publish
from warehouse.settings import Settings
from warehouse.state import accounts, sessions
from warehouse.state.database import engine


@dataclass
class Portal:
    """One running portal over a home directory."""

    settings: Settings
    url: str
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def state(self):
        """The portal's own state, to look at and to move its clock."""
        return engine(self.settings)

    @property
    def cookie_name(self) -> str:
        return f"siger-{self.settings.portal_port}"

    def session(self, account: str) -> str:
        """A signed-in session's cookie, as the exchange makes it."""
        ticket = sessions.issue_ticket(self.state, account, "before")
        return sessions.redeem(self.state, ticket, "before", "raw client")

    def http(self, cookie: str | None = None, **headers: str) -> httpx2.Client:
        """A client that follows no redirect; headers in snake_case."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            sent["cookie"] = f"{self.cookie_name}={cookie}"
        return httpx2.Client(base_url=self.url, headers=sent, follow_redirects=False, timeout=10)

    def socket(
        self,
        cookie: str | None = None,
        *,
        origin: str | None = "own",
        resume: str = "",
        cookie_line: str = "",
    ) -> ClientConnection:
        """A WebSocket like a browser's; `resume` is a Streamlit session to go on with."""
        line = cookie_line or (f"{self.cookie_name}={cookie}" if cookie else "")
        return connect(
            self.url.replace("http", "ws") + "/_stcore/stream",
            origin=self.url if origin == "own" else origin,
            additional_headers={"Cookie": line} if line else {},
            subprotocols=["streamlit", "x", *([resume] if resume else [])],
            max_size=None,
            open_timeout=10,
        )


def rerun(
    page_hash: str = "", page_name: str = "", query: str = "", auto: bool = False, url: str = ""
) -> bytes:
    """A message that asks for a run."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page_hash
    message.rerun_script.page_name = page_name
    message.rerun_script.query_string = query
    message.rerun_script.is_auto_rerun = auto
    message.rerun_script.context_info.url = url or "http://127.0.0.1/"
    return message.SerializeToString()


def run(ws: ClientConnection, message: bytes | None = None, seconds: float = 10) -> list[ForwardMsg]:
    """Ask for a run and collect what comes until it is finished."""
    ws.send(message or rerun())
    answers = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ForwardMsg()
        answer.ParseFromString(ws.recv(timeout=max(0.1, end - time.monotonic())))
        answers.append(answer)
        if answer.WhichOneof("type") == "script_finished":
            return answers
    raise AssertionError("no run finished")


def words(answers: list[ForwardMsg]) -> str:
    """All that was sent, as text to search in."""
    return "\n".join(str(answer) for answer in answers)


def session_of(answers: list[ForwardMsg]) -> str:
    """The Streamlit session these messages belong to."""
    return next(a.new_session.initialize.session_id for a in answers if a.HasField("new_session"))


def media_of(answers: list[ForwardMsg]) -> list[str]:
    """Links below /media/ in these messages."""
    return re.findall(r"/media/[0-9a-f]+\.\w+", words(answers))


def sign_in_by_hand(portal: Portal, ticket: str, before: str, **fields: str) -> httpx2.Response:
    """The POST that the sign-in page's script makes."""
    with portal.http(origin=portal.url, content_type="application/x-www-form-urlencoded") as client:
        return client.post(
            "/masuk/tukar",
            content=urlencode({"tiket": ticket, **fields}),
            headers={"cookie": f"siger-awal-{portal.settings.portal_port}={before}"},
        )


def publish_small(settings: Settings, number: int = 1) -> None:
    """A release of one mart: enough for pages to be registered and the handle to open."""
    release_id = f"2026110{number}T000000Z-00000000"
    candidate = settings.releases / "candidate"
    candidate.mkdir()
    with duckdb.connect(str(candidate / "internal.duckdb")) as con:
        con.execute(
            "create table dim_build as select date '2026-11-01' as as_of, date '2026-10-01' as data_month"
        )
    with duckdb.connect(str(candidate / "public.duckdb")) as con:
        con.execute(
            "create table pub_build as select date '2026-11-01' as as_of, date '2026-10-01' as data_month"
        )
    facts = {
        "release_id": release_id,
        "label": f"2026-10.{number}",
        "built_at": f"2026-11-0{number}T00:00:00+00:00",
        "data_month": "2026-10-01",
    }
    (candidate / "manifest.json").write_text(json.dumps(facts))
    publish(settings, candidate, release_id)


@contextmanager
def running_portal(home: Path) -> Iterator[Portal]:
    """Start the portal of a demo home on a free port, wait until it answers, stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(home=home, demo=True, portal_port=port).prepare()
    if current(settings) is None:
        publish_small(settings)
    made = {name: password for name, password, _ in accounts.make_demo_accounts(settings)}
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SIGER_", "STREAMLIT_"))}
    env |= {"SIGER_HOME": str(settings.root), "SIGER_DEMO": "1", "SIGER_PORTAL_PORT": str(port)}
    log = (settings.root / "portal.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.portal_server"], cwd=PROJECT, env=env, stdout=log, stderr=log
    )
    portal = Portal(settings, f"http://127.0.0.1:{port}", made)
    try:
        for _ in range(120):
            if process.poll() is not None:
                raise AssertionError((settings.root / "portal.log").read_text())
            try:
                if httpx2.get(f"{portal.url}/_stcore/health", timeout=1).text == "ok":
                    break
            except httpx2.HTTPError:
                time.sleep(0.25)
        yield portal
    finally:
        process.terminate()
        process.wait(10)
        log.close()
