"""Cells: what a sheet's XML says before it is parsed — how far it reaches, hidden rows, error values."""

import re
from functools import cache

from ingest.readers.limits import Limits
from ingest.readers.notes import SheetNotes, too_far

TAIL = 1 << 16
START = re.compile(rb"<(?:\w+:)?(?:c|row)\s")
# The reference of a cell that holds something; formatted empty cells (<c r="…"/>) are ignored by readers, and here.
FILLED = re.compile(rb"""\br=["']([A-Za-z]{1,8})(\d{1,12})["'](?:>|[^>]*[^/]>)""")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?hidden=["'](?:1|true)["']""")
ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>([^<]{1,20})<""",
    re.DOTALL,
)


def column_number(letters: str) -> int:
    """'A' → 1, 'AB' → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → 'A', 28 → 'AB'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def _beyond(rows: int, columns: int) -> re.Pattern[bytes]:
    """Finds every reference beyond the limits, and some within: of as many digits or letters, or more."""
    last = column_letters(columns)
    first = f"[{last[0]}-Z{last[0].lower()}-z]"
    letters = f"{first}[A-Za-z]{{{len(last) - 1},}}|[A-Za-z]{{{len(last) + 1},}}"
    return re.compile(rf"""r=["'](?:(?:{letters})\d|[A-Za-z]+0*[1-9]\d{{{len(str(rows)) - 1},}})""".encode())


def boundary(text: bytes) -> int:
    """Where a piece of XML may be cut so that no cell is seen by halves or twice: before its last cell."""
    tail = max(len(text) - TAIL, 0)
    last = None
    for last in START.finditer(text, tail):  # noqa: B007 - only the last one matters
        pass
    return last.start() if last else max(len(text) - 16, 0)


def look(text: bytes, notes: SheetNotes, limits: Limits, sheet: str) -> None:
    """The farthest filled cell against the limits; hidden rows; error values, which readers drop."""
    # what lies within the limits is told at a glance; only then is every cell looked at
    refs = FILLED.findall(text) if _beyond(limits.rows, limits.columns).search(text) else []
    width = max((column_number(letters.decode()) for letters in {letters for letters, _ in refs}), default=0)
    height = max(map(int, {row for _, row in refs}), default=0)
    if height > limits.rows or width > limits.columns:
        raise too_far(sheet, height, width, limits)
    if b'hidden="' in text:
        notes.hidden_rows += len(HIDDEN_ROW.findall(text))
    if b't="e"' in text or b"t='e'" in text:
        for letters, row, value in ERROR_CELL.findall(text):
            notes.errors[int(row), column_number(letters.decode())] = value.decode("utf-8", "replace")
