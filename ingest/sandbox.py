"""Sandbox: has a file read in a child process with limits; whatever the file does, this process lives."""

import atexit
import json
import logging
import os
import shutil
import signal
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ingest.errors import FileRefused, ReaderFailed
from ingest.readers.grid import Grid
from ingest.readers.limits import MB, Limits
from ingest.reading_server import ReadingServer

log = logging.getLogger(__name__)
DEFAULT = Limits()
OUR_FAULT = 3
LONGEST_NAME = 200
OUT_OF_MEMORY = ("MemoryError", "OutOfMemory", "failed to map segment", "Cannot allocate memory")


@dataclass(frozen=True)
class Reading:
    """A file as grids of text. kind: delimited, xlsx, xls, ods, html, json; encoding and delimiter where it has them."""

    kind: str
    encoding: str | None
    delimiter: str | None
    date_epoch: int
    grids: list[Grid]


def read(
    path: Path, name: str, work: Path, limits: Limits = DEFAULT, *, server: ReadingServer | None = None
) -> Reading:
    """Read the file at `path` into Parquet files in the empty folder `work`.

    `name` is the file's name as delivered, for the sentence of a refusal; it is never used as a path.
    `server` is the reading server to ask, by default the process's own; threads may ask at the same time.
    Raises FileRefused (OF_THE_FILE of ingest/refusals.py) and ReaderFailed when we are at fault.
    """
    size = path.stat().st_size
    if size == 0:
        raise refused(name, "empty", "kosong (0 byte); ekspor ulang dari aplikasi asal lalu kirim lagi.")
    if size > limits.text_bytes:
        raise refused(
            name, "too_large", f"lebih besar dari {limits.text_bytes // (1000 * MB)} GB; pecah per periode."
        )
    cpu, wall = limits.for_size(size)
    order = {
        "path": str(path.resolve()),
        "work": str(work.resolve()),
        "limits": asdict(limits),
        "cpu_seconds": cpu,
        "output_bytes": 1_000 * MB + 4 * size,
    }
    try:
        code = (server or _server()).run(order, wall)
    except TimeoutError as fault:
        raise _too_slow(name, wall) from fault
    except OSError as fault:
        raise ReaderFailed(
            f"Pembaca berkas tidak dapat dijalankan untuk {name}; coba lagi, lalu hubungi pengelola Siger."
        ) from fault
    return _outcome(code, name, work, cpu)


def warm() -> None:
    """Have the process's reading server started, so that the first file does not wait for its imports."""
    _server().start()


@cache
def _server() -> ReadingServer:
    """The server of this process, started by the first reading, gone with the process."""
    server = ReadingServer()
    atexit.register(server.close)
    os.register_at_fork(after_in_child=_server.cache_clear)  # a fork of ours shall not share its socket
    return server


def refused(name: str, code: str, predicate: str) -> FileRefused:
    """A refusal with its subject: what the file is called, on one line, then what is wrong and what to do."""
    called = " ".join(name.split())
    return FileRefused(code, f"Berkas “{called[:LONGEST_NAME]}” {predicate}")


def _too_slow(name: str, seconds: int) -> FileRefused:
    return refused(
        name,
        "timeout",
        f"tidak selesai dibaca dalam {seconds} detik; kirim sebagai CSV atau pecah per periode.",
    )


def _outcome(code: int, name: str, work: Path, cpu: int) -> Reading:
    """The child's end as a Reading or an error; every end has a sentence."""
    answer_file = work / "reading.json"
    if code == 0 and answer_file.exists():
        answer = json.loads(answer_file.read_text(encoding="utf-8"))
        if "refused" in answer:
            raise refused(name, *answer["refused"])
        reading = answer["reading"]
        grids = [Grid.from_json(grid) for grid in reading.pop("grids")]
        return Reading(**reading, grids=grids)
    complaint = work / "child.stderr"
    said = complaint.read_text(encoding="utf-8", errors="replace")[-4000:] if complaint.exists() else ""
    log.warning("reader ended with %s: %s", code, said)
    starved = any(word in said for word in OUT_OF_MEMORY)
    if code == OUR_FAULT and not starved:
        free = shutil.disk_usage(work).free // MB
        raise ReaderFailed(
            f"Berkas “{name}” tidak dapat dibaca karena gangguan di server (ruang disk {free} MB); coba lagi nanti."
        )
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_slow(name, cpu)
    if code < 0 or starved:
        raise refused(
            name,
            "unsafe",
            "ditolak demi keamanan: membacanya melampaui batas memori; simpan ulang atau kirim sebagai CSV.",
        )
    raise refused(name, "damaged", "tidak dapat dibaca; simpan ulang sebagai .xlsx atau CSV lalu kirim lagi.")
