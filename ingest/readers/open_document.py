"""OpenDocument: what the content of an .ods says that its reader does not pass on, seen in one stream over its XML."""

import zipfile

from lxml import etree

from ingest.errors import FileRefused
from ingest.readers.limits import Limits
from ingest.readers.notes import SheetNotes, too_far

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")


def is_spreadsheet(mimetype: str) -> bool:
    """True for a spreadsheet or its template."""
    return mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet")


def is_protected(manifest: bytes) -> bool:
    """True where members are encrypted: the zip itself does not say so."""
    return b"encryption-data" in manifest


def has_macros(names: set[str]) -> bool:
    """True where a library of macros holds a module; the empty frames of one are in many files."""
    return any(
        name.startswith(("Basic/", "Scripts/"))
        and name.endswith((".xml", ".py", ".bsh", ".js"))
        and not name.endswith(("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"))
        for name in names
    )


def look(package: zipfile.ZipFile, limits: Limits) -> dict[str, SheetNotes]:
    """Notes of each sheet: merges, hidden rows, error values; refuses what reaches beyond the limits."""
    sheets: dict[str, SheetNotes] = {}
    with package.open("content.xml") as content:
        notes, name, row = SheetNotes(), "", 0
        events = etree.iterparse(
            content, ("start", "end"), tag=(SHEET, ROW), resolve_entities=False, no_network=True
        )
        for event, element in events:
            if element.tag == SHEET:
                if event == "start":
                    notes, name, row = SheetNotes(), element.get(f"{TABLE}name", ""), 0
                    sheets[name] = notes
                else:
                    element.clear()
            elif event == "end":
                row = _row(element, row, notes, name, limits)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return sheets


def _row(element: etree._Element, row: int, notes: SheetNotes, name: str, limits: Limits) -> int:
    """Read one row element, which may stand for many; number of the last row it stands for."""
    again = _number(element, "number-rows-repeated")
    column, last = 0, 0
    for cell in element.iterchildren(CELL, COVERED):
        repeated = _number(cell, "number-columns-repeated")
        if _is_filled(cell):
            last = column + repeated
            if row + again > limits.rows or last > limits.columns:
                raise too_far(name, row + again, last, limits)
            if cell.get(KIND) == "error":
                said = next((_words(text) for text in cell.iterchildren(f"{TEXT}p")), "") or "#N/A"
                for r in range(row + 1, row + again + 1):
                    notes.errors.update(((r, c), said) for c in range(column + 1, last + 1))
            high, wide = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            if high > 1 or wide > 1:
                notes.merged.append((row + 1, column + 1, row + high, column + wide))
        column += repeated
    if last and element.get(f"{TABLE}visibility", "visible") != "visible":
        notes.hidden_rows += again
    return row + again


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))[:20]


def _is_filled(cell: etree._Element) -> bool:
    return any(cell.get(OFFICE + value) for value in VALUES) or bool(_words(cell).strip())


def _number(element: etree._Element, name: str) -> int:
    """A count as written, at least 1; no sheet is as large as what nine digits say."""
    written = element.get(TABLE + name, "1")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise FileRefused(
            "damaged", "berisi jumlah pengulangan sel yang tidak masuk akal; simpan ulang sebagai .xlsx."
        )
    return max(int(written), 1)
