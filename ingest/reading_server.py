"""Reading server: the asking side of child.py: one clean process, started at need, replaced when it died.

A file costs a fork instead of an interpreter with its imports. The server owns nothing of ours: no environment, no
open file, no network; it ends with this process, however that ends, for its control socket closes then.
"""

import json
import logging
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
CHILD = Path(__file__).with_name("child.py")


class ReadingServer:
    """A process that forks one limited reader per order. Safe to ask from several threads."""

    def __init__(self, script: Path = CHILD) -> None:
        self._script = script
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the server that runs now, if one does."""
        return self._process.pid if self._process else None

    def run(self, order: dict[str, Any], seconds: float) -> int:
        """Have one order fulfilled; exit code of its reader, negative for a signal.

        Raises TimeoutError after `seconds`, the reader is killed then; OSError when no server can be had.
        A server that dies meanwhile is replaced and the order given once more.
        """
        for _ in range(2):
            mine, theirs = socket.socketpair()
            with mine:
                with theirs:
                    self._hand_over(theirs)
                mine.settimeout(seconds)
                with suppress(ConnectionError):
                    mine.sendall(json.dumps(order).encode() + b"\n")
                    if answer := mine.recv(16):
                        return int(answer)
        raise ConnectionError("the reading server died twice over one file")

    def start(self) -> None:
        """Start the server unless it runs; an order would do so otherwise. A failure is left to the order to tell."""
        with self._starting, suppress(OSError):
            if self._control is None:
                self._start()

    def close(self) -> None:
        """End the server and what it runs; the next order starts a new one."""
        with self._starting:
            self._stop()

    def _hand_over(self, request: socket.socket) -> None:
        """Give the server the other end of a request; a server that cannot take it is replaced."""
        with self._starting:
            if self._control is not None:
                with suppress(OSError):
                    socket.send_fds(self._control, [b"\n"], [request.fileno()])
                    return
                log.warning("reading server ended with %s; starting another", self._stop())
            self._start()
            assert self._control
            socket.send_fds(self._control, [b"\n"], [request.fileno()])

    def _start(self) -> None:
        control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(self._script)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"LC_ALL": "C.UTF-8"},  # no secret of ours reaches a reader
                start_new_session=True,
            )
        self._control = control

    def _stop(self) -> int | None:
        """Close the control socket and wait for the end; its exit code."""
        if self._control is None or self._process is None:
            return None
        self._control.close()
        try:
            code = self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._control = self._process = None
        return code
