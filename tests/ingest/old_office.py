"""Old Office: workbooks of Excel 97–2003 (BIFF8 in an OLE2 container), written byte by byte for the readers' tests."""

import struct
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
END_OF_CHAIN, FAT_SECTOR, FAT_CHAIN, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
DATE_FORMAT = 14  # built-in m/d/yyyy
GENERAL_STYLE, DATE_STYLE = 0, 1
ERRORS = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}


@dataclass(frozen=True)
class Serial:
    """A number that is shown as a date."""

    days: float


@dataclass(frozen=True)
class Error:
    """An error cell, or a formula that gives one."""

    name: str
    by_formula: bool = False


@dataclass(frozen=True)
class Formula:
    """A formula with its cached result."""

    result: float | str


@dataclass
class Sheet:
    """Cells row by row; rows and merges 0-based."""

    name: str
    rows: list[list[object]]
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def unicode_text(text: str, width: str = "<H") -> bytes:
    """Length, a flag for two bytes a character, the characters."""
    return struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")


def _cell(row: int, column: int, value: object, words: dict[str, int]) -> bytes:
    at = struct.pack("<HHH", row, column, DATE_STYLE if isinstance(value, Serial) else GENERAL_STYLE)
    match value:
        case None:
            return b""
        case bool():
            return record(0x0205, at + bytes([value, 0]))
        case Error(name, False):
            return record(0x0205, at + bytes([ERRORS[name], 1]))
        case Error(name, True):
            result = bytes([2, 0, ERRORS[name], 0, 0, 0]) + b"\xff\xff"
            return record(0x0006, at + result + struct.pack("<HIH", 0, 0, 0))
        case Formula(str() as result):
            cached = record(0x0006, at + bytes(6) + b"\xff\xff" + struct.pack("<HIH", 0, 0, 0))
            return cached + record(0x0207, unicode_text(result))
        case Formula(result):
            return record(0x0006, at + struct.pack("<d", result) + struct.pack("<HIH", 0, 0, 0))
        case Serial(days):
            return record(0x0203, at + struct.pack("<d", days))
        case int() | float():
            return record(0x0203, at + struct.pack("<d", value))
        case _:
            return record(0x00FD, at + struct.pack("<I", words.setdefault(str(value), len(words))))


def _sheet(sheet: Sheet, words: dict[str, int]) -> bytes:
    width = max((len(row) for row in sheet.rows), default=0)
    made = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    made += record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for number, row in enumerate(sheet.rows):
        flags = 0x0120 if number in sheet.hidden else 0x0100
        made += record(0x0208, struct.pack("<HHHHIHH", number, 0, len(row), 0xFF, 0, flags, 0))
        made += b"".join(_cell(number, column, value, words) for column, value in enumerate(row))
    if sheet.merged:
        spans = b"".join(struct.pack("<HHHH", r1, r2, c1, c2) for r1, c1, r2, c2 in sheet.merged)
        made += record(0x00E5, struct.pack("<H", len(sheet.merged)) + spans)
    return made + record(0x000A)


def workbook_stream(*sheets: Sheet, epoch_1904: bool = False, locked: bool = False) -> bytes:
    """The stream `Workbook`: globals, then each sheet."""
    words: dict[str, int] = {}
    bodies = [_sheet(sheet, words) for sheet in sheets]
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if locked:
        head += record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    head += record(0x0042, struct.pack("<H", 1200)) + record(0x0022, struct.pack("<H", epoch_1904))
    for style in (0, DATE_FORMAT):
        head += record(0x00E0, struct.pack("<HH", 0, style) + bytes(16))
    strings = b"".join(unicode_text(word) for word in words)
    tail = record(0x00FC, struct.pack("<II", len(words), len(words)) + strings) + record(0x000A)
    names = [unicode_text(sheet.name, "<B") for sheet in sheets]
    offset = len(head) + sum(10 + len(name) for name in names) + len(tail)
    for name, body in zip(names, bodies, strict=True):
        head += record(0x0085, struct.pack("<IBB", offset, 0, 0) + name)
        offset += len(body)
    return head + tail + b"".join(bodies)


def container(streams: dict[str, bytes], storages: tuple[str, ...] = (), *, padded: bool = True) -> bytes:
    """An OLE2 file with these streams, `padded` to the 4,096 bytes from which they lie in sectors of their own."""
    sectors: list[bytes] = []
    table: list[int] = []
    small, small_table = b"", list[int]()

    def put(content: bytes) -> int:
        first = len(sectors)
        count = max(-(-len(content) // SECTOR), 1)
        sectors.extend(content[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count))
        table.extend([*range(first + 1, first + count), END_OF_CHAIN])
        return first

    kinds: list[tuple[str, int, int, int]] = [(name, 1, 0, 0) for name in storages]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0") if padded else content
        if len(content) >= 4096:
            kinds.append((name, 2, put(content), len(content)))
        else:
            first, count = len(small_table), max(-(-len(content) // 64), 1)
            kinds.append((name, 2, first, len(content)))
            small += content.ljust(64 * count, b"\0")
            small_table += [*range(first + 1, first + count), END_OF_CHAIN]

    def entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
        written = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", FREE, right, child)
        rest = bytes(36) + struct.pack("<IQ", first, size)
        return written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + links + rest

    small_first = put(small) if small else END_OF_CHAIN
    small_fat = struct.pack(f"<{len(small_table)}I", *small_table)
    small_fat_first = (
        put(small_fat.ljust(-(-len(small_fat) // SECTOR) * SECTOR, b"\xff")) if small else END_OF_CHAIN
    )
    directory = entry("Root Entry", 5, FREE, 1, small_first, len(small))
    for number, (name, kind, first, size) in enumerate(kinds, 1):
        directory += entry(name, kind, number + 1 if number < len(kinds) else FREE, FREE, first, size)
    directory_first = put(directory)
    fat_count = -(-(len(table) + 2) // 120)  # room for the table's own sectors
    more_count = -(-max(fat_count - 109, 0) // 127)
    places = [*range(len(sectors), len(sectors) + fat_count)]
    table += [FAT_SECTOR] * fat_count + [FAT_CHAIN] * more_count
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_count * SECTOR, b"\xff")
    sectors += [fat[n * SECTOR : (n + 1) * SECTOR] for n in range(fat_count)]
    more_first = len(sectors)
    for n in range(more_count):
        numbers = places[109 + n * 127 : 109 + (n + 1) * 127]
        last = more_first + n + 1 if n + 1 < more_count else END_OF_CHAIN
        sectors.append(struct.pack("<128I", *numbers, *[FREE] * (127 - len(numbers)), last))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIII", 0, fat_count, directory_first, 0, 4096)
    header += struct.pack("<II", small_fat_first, 1 if small else 0)
    header += struct.pack("<II", more_first if more_count else END_OF_CHAIN, more_count)
    header += struct.pack("<109I", *places[:109], *[FREE] * (109 - len(places[:109])))
    return header + b"".join(sectors)


def write(path: Path, *sheets: Sheet, epoch_1904: bool = False, locked: bool = False) -> Path:
    """An .xls of these sheets."""
    path.write_bytes(container({"Workbook": workbook_stream(*sheets, epoch_1904=epoch_1904, locked=locked)}))
    return path
