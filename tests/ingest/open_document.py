"""OpenDocument: spreadsheets (.ods) zipped by hand for the readers' tests."""

import datetime as dt
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def cell(value: object, attributes: str = "") -> str:
    """One cell as LibreOffice writes it."""
    match value:
        case None:
            return f"<table:table-cell {attributes}/>"
        case bool():
            said = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            said = f'office:value-type="float" office:value="{value}"'
        case dt.date():
            said = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _ if str(value).startswith("#"):
            said = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
        case _:
            said = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {attributes} {said}>{lines}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    """One row of ready cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(name: str, *rows: str) -> str:
    """One sheet of ready rows."""
    return f"<table:table table:name={quoteattr(name)}>{''.join(rows)}</table:table>"


def table(name: str, values: list[list[object]]) -> str:
    """A sheet of plain values."""
    return sheet(name, *(row(*map(cell, line)) for line in values))


def write(
    path: Path,
    *sheets: str,
    members: dict[str, str] | None = None,
    mimetype: str = MIMETYPE,
    manifest: str = "",
    head: str = "",
) -> Path:
    """An .ods of ready sheets; `members` are further files in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        package.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
        )
        package.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {NAMES}><office:body><office:spreadsheet>'
            f"{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>",
        )
        for name, content in (members or {}).items():
            package.writestr(name, content)
    return path
