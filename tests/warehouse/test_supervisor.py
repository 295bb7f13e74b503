"""The supervisor: parts come up, come back when they die, and are all gone when it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

SUPERVISED = """
import os, sys
from warehouse.supervisor import Part, Supervisor
parts = []
for number, port in enumerate(sys.argv[2:], start=1):
    command = [sys.executable, "-c", open(sys.argv[1]).read(), port]
    parts.append(Part(f"bagian {number}", command, dict(os.environ), f"http://127.0.0.1:{port}"))
Supervisor(parts, lambda text: print(text, flush=True)).run(lambda: print("siap", flush=True))
"""
SERVER = """
import os, subprocess, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
child = subprocess.Popen(["sleep", "300"])
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(f"{os.getpid()} {child.pid}".encode())
    def log_message(self, *args): pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SERVER


def free_ports(count: int) -> list[int]:
    """Ports nobody holds, whatever else runs on this machine."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def ask(port: int) -> list[int]:
    """Process ids of a part and of its child."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5) as answer:
        return [int(text) for text in answer.read().split()]


def gone(pids: list[int], within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(
            Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
            for pid in pids
        ):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def start(tmp_path):
    """Starts a supervisor over two servers; returns it and their ports."""
    running = []

    def run(text: str) -> tuple[subprocess.Popen, list[int]]:
        (tmp_path / "server.py").write_text(text)
        ports = free_ports(2)
        one = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(tmp_path / "server.py"), *map(str, ports)],
            cwd=PROJECT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(one)
        assert one.stdout.readline() == "siap\n"
        return one, ports

    yield run
    for one in running:
        if one.poll() is None:
            one.kill()
        one.wait()
        one.stdout.close()


def test_all_parts_and_their_children_end_with_it(start):
    supervisor, ports = start(SERVER)
    pids = [pid for port in ports for pid in ask(port)]
    started = time.monotonic()
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(timeout=10) == 0
    assert time.monotonic() - started < 10
    assert gone(pids, 2)


@pytest.mark.full
def test_what_does_not_listen_is_killed_within_ten_seconds(start):
    supervisor, ports = start(STUBBORN)
    pids = [pid for port in ports for pid in ask(port)]
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(timeout=11) == 0
    assert gone(pids, 2)


def test_a_part_that_dies_is_said_and_started_again(start):
    supervisor, ports = start(SERVER)
    (dead, its_child), (other, _) = ask(ports[0]), ask(ports[1])
    os.kill(dead, signal.SIGKILL)
    assert "bagian 1 berhenti (kode -9); dijalankan lagi" in supervisor.stdout.readline()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            assert ask(ports[0])[0] != dead
            break
        except OSError:
            time.sleep(0.2)
    else:
        pytest.fail("the part did not come back")
    assert gone([its_child], 2)
    assert ask(ports[1])[0] == other


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
def test_parts_end_when_the_supervisor_is_killed(start):
    supervisor, ports = start(SERVER)
    pids = [ask(port)[0] for port in ports]
    supervisor.kill()
    assert gone(pids, 5)
