"""Old workbook: what the records of an .xls say that its reader does not pass on, and whether it may be read at all."""

import struct
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.limits import Limits
from ingest.readers.notes import Package, SheetNotes, damaged, macros, protected, too_far
from ingest.readers.ole import Container, ContainerBroken

STREAMS = ("Workbook", "Book")  # Excel 97–2003, Excel 5–95
MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")
BOF, EOF, PASSWORD, EPOCH, SHEET = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085
ROW, BOOL_OR_ERROR, FORMULA = 0x0208, 0x0205, (0x0006, 0x0206, 0x0406)
CELLS = (0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, BOOL_OR_ERROR, *FORMULA)
MANY_CELLS = 0x00BD
HIDDEN = 0x20
MACRO_SHEETS = (1, 6)
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip


def inspect(path: Path, limits: Limits) -> Package:
    """Look through an .xls; raises FileRefused: damaged, password, unsafe (macros), too_large."""
    try:
        container = Container(path.read_bytes())
        if container.names & set(MACROS):
            raise macros()
        stream = container.stream(next(name for name in STREAMS if name in container.names))
        epoch, places = _globals(stream)
        sheets = {name: _sheet(stream, at, name, limits) for name, at in places.items()}
    except (ContainerBroken, StopIteration, struct.error) as fault:
        raise damaged() from fault
    return Package("xls", epoch, sheets)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of a part's records from its begin to its end; charts inside are parts of their own.

    Raises ContainerBroken where the stream ends before the part does: cells would be lost in silence.
    """
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length
    raise ContainerBroken("records without end")


def _globals(stream: bytes) -> tuple[int, dict[str, int]]:
    """(epoch, name → place of each sheet)."""
    epoch, places = 1900, dict[str, int]()
    is_old = len(stream) >= 6 and struct.unpack_from("<H", stream, 4)[0] < 0x0600
    for kind, body in _records(stream, 0):
        if kind == PASSWORD:
            raise protected()
        if kind == EPOCH and body[:1] == b"\x01":
            epoch = 1904
        if kind == SHEET:
            at, _, of, length = struct.unpack_from("<IBBB", body)
            if of in MACRO_SHEETS:
                raise macros()
            if is_old:
                name = body[7 : 7 + length].decode("cp1252", "replace")
            elif body[7:8] == b"\x01":
                name = body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
            else:
                name = body[8 : 8 + length].decode("latin-1")
            places[name] = at
    return epoch, places


def _sheet(stream: bytes, at: int, name: str, limits: Limits) -> SheetNotes:
    """Farthest cell against the limits, hidden rows, error values."""
    notes = SheetNotes()
    height = width = 0
    for kind, body in _records(stream, at):
        if kind == ROW and len(body) >= 16:
            notes.hidden_rows += bool(body[12] & HIDDEN)
        elif kind in CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            height, width = max(height, row + 1), max(width, column + 1)
            error = None
            if kind == BOOL_OR_ERROR and len(body) >= 8 and body[7]:
                error = body[6]
            elif kind in FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
                error = body[8]
            if error is not None:
                notes.errors[row + 1, column + 1] = ERRORS.get(error, "#N/A")
        elif kind == MANY_CELLS and len(body) >= 6:
            height = max(height, struct.unpack_from("<H", body)[0] + 1)
            width = max(width, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
    if height > limits.rows or width > limits.columns:
        raise too_far(name, height, width, limits)
    return notes
