"""Mutations: what clerks, programs and lines do to a valid file, at the level of bytes and at the level of the table.

Everything follows from the `random.Random` given, so that a number names a file for good.
"""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import xlsxwriter

from tests.ingest import old_office, open_document
from tests.ingest.old_office import Sheet

Rows = list[list[str]]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
WORDS = (
    "", "-", "0", "NULL", "#REF!", "#N/A", "TRUE", "1,5", "1.250", "12.345,67", "1e309", "-1", "99999999999999999999", "1.98609E+17",
    "198609262015051000", "'198502142010012901", "NIP. 19850214 201001 2 901", "31/02/2025", "2025-13-45", "3 Mei 2025", "45688", "TW V 2025",
    "Sangat Baik", "sesuai ekspektasi", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "\ttab", "a\nb", 'kutip " ganda', "titik;koma", "a,b",
    "\u202eterbalik", "nol\u200blebar", "\ufeff", "e\u0301", "😀" * 5, "ﷺ", "İ", "ß", "\u00a0", "\x07", "\x7f", "[1, {\"a\": null}]", "<b>x</b>",
    "Jumlah", "Rata-rata", "Mengetahui,", "Catatan :", "1", "2", "3", "Provinsi Lampung", "x" * 400, "9" * 310, "0x1F", "1_000", "∞", "½",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A mutated file: its name, its bytes, and how many records it has, where that is certain."""

    name: str
    content: bytes
    records: int | None = None


# --- bytes ----------------------------------------------------------------------------------------


def in_bytes(content: bytes, chance: Random) -> bytes:
    """The file after an accident: changed, lost, doubled, added bytes; in a zip also among its members."""
    if content.startswith(b"PK") and chance.random() < 0.6:
        return _zip(content, chance)
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 1, 2, 16, 500))
        match chance.randrange(7):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = chance.randbytes(length)
            case 3:
                made[at:at] = made[max(at - length, 0) : at]
            case 4:
                made[at : at + length] = bytes(length)
            case 5:
                made[at:at] = chance.choice(
                    (b'"', b"\n", b"\r", b";", b"\xff\xfe", b"\x00", b"<", b"{", b"\xef\xbb\xbf")
                )
            case _ if chance.random() < 0.3:
                del made[at:]
    return bytes(made)


def _zip(content: bytes, chance: Random) -> bytes:
    """The zip packed again with a member damaged, exchanged, doubled, renamed, lost or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = [(member.filename, package.read(member)) for member in package.infolist()]
    at = chance.randrange(len(members))
    other = chance.randrange(len(members))
    name, inside = members[at]
    match chance.randrange(7):
        case 0 | 1:
            members[at] = name, in_bytes(inside, chance) if not inside.startswith(b"PK") else inside
        case 2:
            members[at], members[other] = (name, members[other][1]), (members[other][0], inside)
        case 3:
            members.append(
                (
                    chance.choice((name, name.upper(), f"../{name}", "xl/vbaProject.bin", "xl/media/a.png")),
                    inside,
                )
            )
        case 4:
            members[at] = chance.choice((name + "x", name.lower(), "x")), inside
        case 5:
            del members[at]
        case _:
            members[at] = name, inside * chance.choice((0, 2))
    made = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name, inside in members:
            package.writestr(
                zipfile.ZipInfo(name), inside, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            )
    return made.getvalue()


# --- tables ---------------------------------------------------------------------------------------


def in_table(rows: Rows, chance: Random) -> Rows:
    """The table after a clerk or another version of the program: columns, rows and cells changed."""
    made = [list(row) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        made = chance.choice(TABLE_MUTATIONS)(made, chance) or made
    return made


def _column(change: Callable[[list[str], int, Random], None]) -> Callable[[Rows, Random], None]:
    """A change of one column in every row."""

    def mutate(rows: Rows, chance: Random) -> None:
        at = chance.randrange(max(map(len, rows), default=1) or 1)
        for row in rows:
            if at < len(row):
                change(row, at, chance)

    return mutate


def _drop(row: list[str], at: int, chance: Random) -> None:
    del row[at]


def _double(row: list[str], at: int, chance: Random) -> None:
    row.insert(at, row[at])


def _void(row: list[str], at: int, chance: Random) -> None:
    row.insert(at, "")


def _dirty(row: list[str], at: int, chance: Random) -> None:
    row[at] = (
        chance.choice(("'", " ", "\u00a0", "NIP ", "")) + row[at] + chance.choice(("", " ", ".0", "\u00a0"))
    )


def _other_type(row: list[str], at: int, chance: Random) -> None:
    row[at] = chance.choice(WORDS)


def _rename(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows[:8])
    if row:
        at = chance.randrange(len(row))
        row[at] = chance.choice(
            (
                *WORDS,
                row[at].upper(),
                f" {row[at]}  ",
                row[at].replace(" ", "\n"),
                f"{at}. {row[at]}",
                chance.choice(row),
            )
        )


def _shuffle_columns(rows: Rows, chance: Random) -> Rows:
    width = max(map(len, rows), default=0)
    order = list(range(width))
    chance.shuffle(order)
    return [[row[n] if n < len(row) else "" for n in order] for row in rows]


def _shuffle_rows(rows: Rows, chance: Random) -> None:
    below = rows[6:]
    chance.shuffle(below)
    rows[6:] = below


def _cells(rows: Rows, chance: Random) -> None:
    for _ in range(chance.choice((1, 5, 40))):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(WORDS)


def _huge(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice("xé9 \n") * chance.choice((5_000, 40_000))


def _nul(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] += "\0"


def _insert(rows: Rows, chance: Random) -> None:
    width = max(map(len, rows), default=1) or 1
    label = chance.choice(("Jumlah", "Rata-rata", "Total", "DINAS KESEHATAN", "REKAPITULASI", "PERIODE : MEI 2025", "Mengetahui,", "NIP. 197203031998031902",
                           "Catatan : contoh", "Bandar Lampung, 31 Mei 2025", ""))  # fmt: skip
    at = chance.randrange(min(width, 3))
    row = [""] * at + [label] + [chance.choice(("", "3", "88,31")) for _ in range(width - at - 1)]
    match chance.randrange(5):
        case 0:
            row = [str(n) for n in range(1, width + 1)]
        case 1:
            row = [f"({n})" for n in range(1, width + 1)]
        case 2:
            row = list(chance.choice(rows))
        case 3:
            row = [""] * chance.choice((0, width))
        case _:
            pass
    place = chance.choice((0, len(rows), chance.randrange(len(rows) + 1)))
    rows[place:place] = [list(row) for _ in range(chance.choice((1, 1, 3, 30)))]


def _cut(rows: Rows, chance: Random) -> Rows:
    return (
        rows[chance.randrange(min(len(rows), 8)) :]
        if chance.random() < 0.5
        else rows[: chance.randrange(1, len(rows) + 1)]
    )


def _ragged(rows: Rows, chance: Random) -> None:
    for row in rows:
        if chance.random() < 0.2:
            del row[chance.randrange(len(row) + 1) :]
        elif chance.random() < 0.1:
            row += [chance.choice(WORDS)] * chance.choice((1, 3))


def _wide(rows: Rows, chance: Random) -> None:
    more = chance.choice((5, 60, 320))
    for number, row in enumerate(rows):
        row += [f"Kolom {n}" if number < 6 else chance.choice(WORDS) for n in range(more)]


def _turn(rows: Rows, chance: Random) -> Rows:
    few = rows[:40]
    width = max(map(len, few), default=0)
    return [[row[n] if n < len(row) else "" for row in few] for n in range(width)] or rows


TABLE_MUTATIONS: tuple[Callable[[Rows, Random], Rows | None], ...] = (
    _column(_drop), _column(_double), _column(_void), _column(_dirty), _column(_other_type), _rename, _rename, _shuffle_columns,
    _shuffle_rows, _cells, _cells, _huge, _nul, _insert, _insert, _insert, _cut, _ragged, _wide, _turn,
)  # fmt: skip


# --- files ----------------------------------------------------------------------------------------


def delimited(rows: Rows, chance: Random) -> Written:
    """A CSV in a dialect and an encoding of its own; seldom in several encodings at once."""
    text = io.StringIO()
    delimiter = chance.choice(",;\t|")
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(
        text, delimiter=delimiter, quoting=quoting, lineterminator=chance.choice(("\n", "\r\n"))
    ).writerows(rows)
    directive = f"sep={delimiter}\r\n" if chance.random() < 0.1 else ""
    encoding = chance.choice(ENCODINGS)
    said = directive + text.getvalue()
    if chance.random() < 0.1:
        lines = said.splitlines(keepends=True)
        mixed = b"".join(line.encode(chance.choice(("utf-8", "cp1252")), "replace") for line in lines)
        return Written(".csv", mixed, len(rows))
    plain = (
        encoding != "cp1252" and "\0" not in said and not any("\r" in cell for row in rows for cell in row)
    )
    certain = plain and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return Written(".csv", said.encode(encoding, "replace"), len(rows) if certain else None)


def workbook(rows: Rows, chance: Random) -> Written:
    """An XLSX: numbers and formulas in some cells, merges, hidden rows, either epoch."""
    made = io.BytesIO()
    options = {"in_memory": True, "date_1904": chance.random() < 0.2, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for _ in range(chance.choice((1, 1, 1, 3))):
            sheet = book.add_worksheet()
            down, right = chance.choice((0, 0, 0, 5)), chance.choice((0, 0, 0, 2))
            typed = chance.random()
            for r, row in enumerate(rows):
                if chance.random() < 0.02:
                    sheet.set_row(r, None, None, {"hidden": True})
                for c, cell in enumerate(row):
                    at = r + down, c + right
                    kind = chance.random()
                    if kind < 0.01:
                        sheet.write_formula(
                            *at, "=A1", None, chance.choice((cell[:200], 1, "#N/A", "#DIV/0!"))
                        )
                    elif kind < 0.015:
                        sheet.write_datetime(*at, datetime(2025, 5, 3, 10), day)
                    elif typed < 0.3 and cell.isascii() and cell.isdigit() and len(cell) < 300:
                        sheet.write_number(*at, float(cell))
                    elif cell:
                        sheet.write_string(*at, cell.replace("\0", "")[:32_000])
            if chance.random() < 0.3 and len(rows) > 3:
                first = chance.randrange(len(rows))
                sheet.merge_range(
                    first + 100, 0, first + 100 + chance.randrange(1, 4), chance.randrange(1, 5), "gabung"
                )
    return Written(".xlsx", made.getvalue())


def page(rows: Rows, chance: Random) -> Written:
    """An HTML table named .xls, with spans and hidden rows."""
    tag = chance.choice(("td", "th"))
    lines = []
    for row in rows:
        hide = ' style="display:none"' if chance.random() < 0.02 else ""
        cells = "".join(
            f"<{tag}{f' rowspan={chance.choice((2, 3, 99))}' if chance.random() < 0.005 else ''}>{escape(cell)}</{tag}>"
            for cell in row
        )
        lines.append(f"<tr{hide}>{cells}</tr>")
    head = chance.choice(
        (
            "",
            "<html><head><meta charset='utf-8'></head><body>",
            "\ufeff<html>",
            "<p>PERIODE : MEI 2025</p>",
            "<html>",
        )
    )
    return Written(
        ".xls",
        f"{head}<table border=1>{''.join(lines)}</table>".encode(chance.choice(ENCODINGS[:3]), "replace"),
    )


def objects(rows: Rows, chance: Random) -> Written:
    """JSON: rows as objects under the names of one record, bare, wrapped or one a line; some values nested."""
    at = chance.randrange(min(len(rows), 6))
    keys = rows[at]

    def value(cell: str) -> object:
        kind = chance.random()
        if kind < 0.02:
            return chance.choice((None, True, {"a": [cell]}, [1, "2"], json.dumps({"a": cell}), 1.5, -0.0))
        return int(cell) if cell.isascii() and cell.isdigit() and kind < 0.4 and len(cell) < 300 else cell

    made = [dict(zip(keys, map(value, row), strict=False)) for row in rows[at + 1 :]]
    if chance.random() < 0.1:
        return Written(".json", "\n".join(map(json.dumps, made)).encode())
    document: object = {"status": "ok", "data": made} if chance.random() < 0.3 else made
    return Written(".json", json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8"))


def old(rows: Rows, chance: Random) -> Written:
    """An .xls of Excel 97–2003."""
    cells: list[list[object]] = [
        [
            float(cell)
            if cell.isascii() and cell.isdigit() and len(cell) < 16 and chance.random() < 0.3
            else cell[:2_000] or None
            for cell in row[:250]
        ]
        for row in rows
    ]
    hidden = {n for n in range(len(rows)) if chance.random() < 0.02}
    while sum(len(str(cell)) + 3 for row in cells for cell in row if cell is not None) > 20_000:
        cells = cells[: len(cells) // 2]  # all words lie in one record: the writer does not continue it
    stream = old_office.workbook_stream(Sheet("Lembar", cells, hidden), epoch_1904=chance.random() < 0.2)
    return Written(".xls", old_office.container({"Workbook": stream}))


def opened(rows: Rows, chance: Random, folder: Path) -> Written:
    """An .ods."""
    printable = str.maketrans({chr(n): "" for n in range(32) if n not in (9, 10, 13)})
    cells: list[list[object]] = [
        [
            float(cell)
            if cell.isascii() and cell.isdigit() and len(cell) < 16 and chance.random() < 0.3
            else cell.translate(printable) or None
            for cell in row
        ]
        for row in rows
    ]
    path = open_document.write(folder / "made.ods", open_document.table("Lembar", cells))
    return Written(".ods", path.read_bytes())


def written(rows: Rows, chance: Random, folder: Path) -> Written:
    """The table as a file of any format that is read."""
    maker = chance.choice((delimited, delimited, delimited, workbook, workbook, page, objects, old, opened))
    return opened(rows, chance, folder) if maker is opened else maker(rows, chance)


def named(made: Written, chance: Random, stem: str) -> Written:
    """The file under its own name, or one that lies or offends."""
    suffix = (
        made.name
        if chance.random() < 0.8
        else chance.choice((".xls", ".csv", ".txt", "", ".xlsx - Sheet.csv"))
    )
    name = chance.choice(
        (
            stem,
            stem,
            stem,
            "../../etc/passwd",
            "a b & (c)",
            "x" * 200,
            "'; drop table raw.batches; --",
            "😀",
            ".tersembunyi",
        )
    )
    return replace(made, name=name + suffix)
