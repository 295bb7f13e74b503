"""Child: the processes that open files nobody trusts: one clean server, and a limited fork of it for every file.

Run as `python -I child.py` with a Unix socket as standard input. Each byte on it brings a request, a socket of its
own: the fork takes one line of JSON from there, {path, work, limits, cpu_seconds, output_bytes}, and leaves
`reading.json` in the work folder, {"reading": …} or {"refused": [code, sentence without subject]}; the server then
answers with the fork's exit code. A request whose asker hangs up is killed; when the first socket closes, all is over.
The server keeps to one thread and light imports, so that a fork is cheap and safe; a fork loads more where it must.
"""

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.readers.limits import Limits

PROJECT = Path(__file__).resolve().parent.parent
OUR_FAULT = 3


def cut_off() -> None:
    """Leave the network where the system lets us; the limits and the empty environment hold regardless."""
    try:
        libc = ctypes.CDLL(None)
        new_user, new_network = 0x10000000, 0x40000000
        libc.unshare(new_network if os.geteuid() == 0 else new_user | new_network)
    except (OSError, AttributeError):  # not Linux
        pass


def die_with_parent() -> None:
    """Be killed when the server is: nobody would be left to end a reader that hangs."""
    try:
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)
    except (OSError, AttributeError):  # not Linux: the CPU limit ends it
        pass


def limit(memory_bytes: int, cpu_seconds: int, output_bytes: int) -> None:
    """Bound this process for good: address space, CPU, open files, size of what it writes, no core."""
    for what, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_FSIZE, output_bytes, output_bytes),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))


def prepare() -> None:
    """Import what most files need. A library that is missing is told by the fork that wants it."""
    sys.path.insert(0, str(PROJECT))
    from ingest import unneeded

    sys.meta_path.insert(0, unneeded.Finder("pandas"))
    with suppress(ImportError):
        from ingest.readers import delimited, html, json, sniff, workbook  # noqa: F401


def read(path: Path, work: Path, limits: "Limits") -> dict[str, object]:
    """Sniff and read; the reading as JSON-ready parts."""
    from ingest.readers.sniff import kind_of

    kind = kind_of(path)
    reading: dict[str, object] = {"kind": kind, "encoding": None, "delimiter": None, "date_epoch": 1900}
    if kind in ("zip", "xls"):
        from ingest.readers import workbook

        seen, grids = workbook.read(path, work, limits, is_old=kind == "xls")
        reading["kind"], reading["date_epoch"] = seen.kind, seen.date_epoch
    elif kind == "html":
        from ingest.readers import html

        reading["encoding"], grids = html.read(path, work, limits)
    elif kind == "json":
        from ingest.readers import json as json_reader

        reading["encoding"], grids = json_reader.read(path, work, limits)
    else:
        from ingest.readers import delimited

        reading["kind"] = "delimited"
        reading["encoding"], reading["delimiter"], grids = delimited.read(path, work, limits)
    if len(grids) > limits.tables:
        from ingest.errors import FileRefused

        raise FileRefused(
            "too_large",
            f"berisi {len(grids)} tabel, paling banyak {limits.tables}; pecah menjadi beberapa berkas.",
        )
    return reading | {"grids": [grid.as_json() for grid in grids]}


def fulfil(order: dict[str, Any]) -> None:
    """Take the limits upon this process, then read one file and write what came of it."""
    path, work = Path(order["path"]), Path(order["work"])
    limit(order["limits"]["memory_bytes"], order["cpu_seconds"], order["output_bytes"])
    from ingest.errors import FileRefused
    from ingest.readers.limits import Limits

    try:
        answer: dict[str, object] = {"reading": read(path, work, Limits(**order["limits"]))}
    except FileRefused as refusal:
        answer = {"refused": [refusal.code, refusal.sentence]}
    except MemoryError:
        answer = {"refused": ["unsafe", "membutuhkan memori jauh melebihi ukurannya; kirim sebagai CSV."]}
    (work / "reading.json").write_text(json.dumps(answer), encoding="utf-8")


def run(request: socket.socket) -> int:
    """The fork's life. 0: reading.json says what came of it; 3: our own fault (no space); else the file's."""
    die_with_parent()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with request, request.makefile(encoding="utf-8") as told:
        order = json.loads(told.readline())
    os.chdir(order["work"])
    os.environ["HOME"] = order["work"]
    complaint = os.open("child.stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(complaint, 2)
    os.closerange(3, 256)  # neither the server's sockets nor those of other requests
    try:
        fulfil(order)
    except (OSError, ImportError) as fault:
        # no space, no right to read, a library that is not there: the file has no part in it
        os.write(2, f"{type(fault).__name__}: {fault}".encode())
        return OUR_FAULT
    except MemoryError:
        os.write(2, b"MemoryError")  # no memory for a traceback either
        return 1
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        return 1
    return 0


class Server:
    """One thread, one loop: requests in, exit codes out."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.running: dict[int, tuple[int, socket.socket]] = {}
        """Descriptor of the request to its fork's process and its socket."""
        self.ended, wake = socket.socketpair()
        for side in (self.ended, wake):
            side.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self.wake = wake
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)
        self.poll.register(self.ended, select.POLLIN)

    def serve(self) -> None:
        """Until the asker closes the control socket or dies."""
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor == self.ended.fileno():
                    with suppress(BlockingIOError):
                        self.ended.recv(4096)
                    self.reap()
                elif descriptor == self.control.fileno():
                    byte, descriptors, _, _ = socket.recv_fds(self.control, 1, 8)
                    if not byte:
                        return self.stop()
                    for request in descriptors:
                        self.start(socket.socket(fileno=request))
                elif descriptor in self.running:  # the asker gave up: out of time, or no longer there
                    self.kill(descriptor)

    def start(self, request: socket.socket) -> None:
        """Fork a reader for the request. No thread exists here, so the fork holds no lock that nobody frees."""
        process = os.fork()
        if process == 0:
            code = 1
            try:
                os.setpgid(0, 0)
                code = run(request)
            finally:
                os._exit(code)
        with suppress(OSError):
            os.setpgid(process, process)
        self.running[request.fileno()] = process, request
        self.poll.register(request, 0)  # POLLHUP alone: what can still be read is the fork's

    def reap(self) -> None:
        """Answer the requests whose fork has ended with its exit code, negative for a signal."""
        for descriptor, (process, request) in list(self.running.items()):
            done, status = os.waitpid(process, os.WNOHANG)
            if done:
                del self.running[descriptor]
                with suppress(KeyError):
                    self.poll.unregister(request)
                with request, suppress(OSError):
                    request.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))

    def kill(self, descriptor: int) -> None:
        """End a request's fork and whatever it started; `reap` finds it, the answer goes nowhere."""
        process, request = self.running[descriptor]
        for end in (os.killpg, os.kill):
            with suppress(OSError):
                end(process, signal.SIGKILL)
        with suppress(KeyError):
            self.poll.unregister(request)  # a hang-up would be told again and again

    def stop(self) -> None:
        """Nobody asks any more."""
        for descriptor in list(self.running):
            self.kill(descriptor)


def main() -> None:
    """Become the server: the control socket apart from standard input, no network, imports done."""
    control = socket.socket(fileno=os.dup(0))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    cut_off()
    prepare()
    gc.freeze()  # what is here stays: forks shall not touch its pages
    gc.disable()  # a fork lives for one file; to look through a million cells for cycles costs it a tenth of its time
    Server(control).serve()


if __name__ == "__main__":
    main()
