"""Workbook: rows as the bytes of an XLSX with inline strings, the same bytes for the same rows.

xlsxwriter is the project's writer where a person gets a workbook; it needs some 5 µs a cell, and the demo writes
a million cells within its five seconds. Office applications and the reader take this plainer form as well.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

TEXT, BETWEEN, END = '<c t="inlineStr"><is><t>', '</t></is></c><c t="inlineStr"><is><t>', "</t></is></c>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def build(sheets: Sequence[tuple[str, Iterable[Sequence[str | int | float]]]]) -> bytes:
    """Bytes of a workbook with these sheets: texts stay texts, numbers become numeric cells."""
    packed = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in numbers
    )
    names = "".join(
        f'<sheet name="{_escape(name[:31])}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, _) in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:

        def add(name: str, text: str) -> None:
            # A fixed time: a workbook made again is the same file.
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, HEAD + text, compresslevel=1)

        add(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{parts}</Types>',
        )
        add(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        add(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        )
        add(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        )
        for number, (_, rows) in zip(numbers, sheets, strict=True):
            body = "".join(_rows(rows))
            add(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
    return packed.getvalue()


def _rows(rows: Iterable[Sequence[str | int | float]]) -> Iterator[str]:
    for row in rows:
        try:
            # A row of texts alone: one join, one replacement.
            cells = f"{TEXT}{_escape(chr(31).join(row)).replace(chr(31), BETWEEN)}{END}" if row else ""  # pyrefly: ignore[no-matching-overload] - a number in it raises
        except TypeError:
            cells = "".join(
                f"{TEXT}{_escape(cell)}{END}" if isinstance(cell, str) else f"<c><v>{cell!r}</v></c>"
                for cell in row
            )
        yield f"<row>{cells}</row>"


def _escape(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
