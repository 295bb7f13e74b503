"""Supervisor: keeps a few processes alive as one: starts them, restarts what dies, stops all together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

from warehouse.settings import PROJECT

STOP_SECONDS = 8.0
"""After that, what did not end by itself is killed."""
STEADY_SECONDS = 60.0
"""A part that ran this long starts again at once when it dies."""
LONGEST_PAUSE = 30.0


@dataclass
class Part:
    """One process of the whole; `url` is asked until it answers."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    url: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _started: float = 0.0
    _pause: float = 1.0
    _next_start: float = 0.0

    def start(self) -> None:
        """Start in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(
            self.command, env=dict(self.env), cwd=PROJECT, start_new_session=True, preexec_fn=_die_with_parent
        )
        self._started = time.monotonic()

    def answers(self) -> bool:
        """Whether the part is up: its address answers, or, without one, its process lives."""
        if self.process is None or self.process.poll() is not None:
            return False
        if not self.url:
            return True
        try:
            with _direct.open(self.url, timeout=2) as answer:
                return int(answer.status) < 500
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def tend(self, say: Callable[[str], None]) -> None:
        """Start it again when it died, later each time."""
        if self.process is None:
            if time.monotonic() >= self._next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        if time.monotonic() - self._started > STEADY_SECONDS:
            self._pause = 1.0
        say(f"{self.name} berhenti (kode {code}); dijalankan lagi dalam {self._pause:.0f} detik.")
        self._kill_group(signal.SIGKILL)
        self.process, self._next_start = None, time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _kill_group(self, number: int) -> None:
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """The parts as one: run until told to stop."""

    def __init__(self, parts: list[Part], say: Callable[[str], None]) -> None:
        self.parts, self._say = parts, say
        self._stopping = False

    def run(self, on_ready: Callable[[], None]) -> None:
        """Start all parts, call `on_ready` once when all answer, keep them alive until SIGTERM or Ctrl-C."""
        before = {
            number: signal.signal(number, self._ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)
        }
        ready = False
        try:
            for part in self.parts:
                part.start()
            while not self._stopping:
                for part in self.parts:
                    part.tend(self._say)
                if not ready and all(part.answers() for part in self.parts):
                    ready = True
                    on_ready()
                time.sleep(0.2)
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """End every part with its children; kill what does not end within STOP_SECONDS."""
        running = [part for part in self.parts if part.process]
        for part in running:
            part._kill_group(signal.SIGTERM)
        give_up = time.monotonic() + STOP_SECONDS
        for part in running:
            assert part.process
            try:
                part.process.wait(timeout=max(0.1, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"{part.name} tidak berhenti sendiri; dihentikan paksa.")
            part._kill_group(signal.SIGKILL)
            part.process.wait()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Linux ends the child when the supervisor is killed, so no port stays taken."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
