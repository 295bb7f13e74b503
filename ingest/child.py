"""Child: the process that opens a file nobody trusts. Run as `python -I child.py`; limits come first.

Input: one JSON object on standard input {path, work, limits, cpu_seconds}. Output: `reading.json` in the
work folder, either {"reading": …} or {"refused": [code, sentence without subject]}.
"""

import ctypes
import json
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.limits import Limits

PROJECT = Path(__file__).resolve().parent.parent


def cut_off() -> None:
    """Leave the network where the system lets us; the limits and the empty environment hold regardless."""
    try:
        libc = ctypes.CDLL(None)
        new_user, new_network = 0x10000000, 0x40000000
        libc.unshare(new_network if os.geteuid() == 0 else new_user | new_network)
    except (OSError, AttributeError):  # not Linux
        pass


class WithoutPandas:
    """pyarrow imports pandas for every array it makes and does well without it: 0.2 s and 70 MB a file."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Say that pandas is not installed; leave every other name to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError("pandas stays out of the reading process")


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


def read(path: Path, work: Path, limits: "Limits") -> dict[str, object]:
    """Sniff and read; the reading as JSON-ready parts. Readers are imported for the one format needed."""
    from ingest.readers.sniff import kind_of

    kind = kind_of(path)
    reading: dict[str, object] = {"kind": kind, "encoding": None, "delimiter": None, "date_epoch": 1900}
    if kind == "zip":
        from ingest.readers import workbook

        reading["kind"] = "xlsx"
        reading["date_epoch"], grids = workbook.read(path, work, limits)
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
    return reading | {"grids": [grid.as_json() for grid in grids]}


def main() -> int:
    """0: reading.json says what came of it; 3: our own fault (no space); else the traceback on stderr."""
    order = json.load(sys.stdin)
    path, work = Path(order["path"]), Path(order["work"])
    cut_off()
    limit(order["limits"]["memory_bytes"], order["cpu_seconds"], order["output_bytes"])
    sys.path.insert(0, str(PROJECT))
    sys.meta_path.insert(0, WithoutPandas())
    from ingest.errors import FileRefused
    from ingest.readers.limits import Limits

    try:
        answer: dict[str, object] = {"reading": read(path, work, Limits(**order["limits"]))}
    except FileRefused as refusal:
        answer = {"refused": [refusal.code, refusal.sentence]}
    except MemoryError:
        answer = {"refused": ["unsafe", "membutuhkan memori jauh melebihi ukurannya; kirim sebagai CSV."]}
    (work / "reading.json").write_text(json.dumps(answer), encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ImportError) as fault:
        # no space, no right to read, a library that is not there: the file has no part in it
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
        sys.exit(3)
