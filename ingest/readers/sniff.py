"""Format: what a file truly is, by its first bytes; its name is not asked."""

import re
from pathlib import Path

from ingest.errors import FileRefused
from ingest.readers.biff import STREAMS
from ingest.readers.ole import MAGIC, Container, ContainerBroken

HEAD = 8192
OLD_OFFICE = {
    "WordDocument": "Word lama (.doc)",
    "PowerPoint Document": "PowerPoint lama (.ppt)",
    "__properties_version1.0": "surel Outlook (.msg)",
}
"""A stream that only this kind of file has."""
FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program Linux"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"{\\rtf", "dokumen RTF"),
    (b"MIME-Version:", "arsip web (MHTML)"),
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
    (b"ID;PWXL", "SYLK (.slk)"),
    (b"ID;PCALC", "SYLK (.slk)"),
)
SAVE_AS = "buka di Excel atau LibreOffice lalu simpan sebagai “Excel Workbook (.xlsx)” dan kirim lagi"


def unsupported(true_format: str) -> FileRefused:
    """The refusal of a format Siger does not read, by its true name."""
    return FileRefused("unsupported", f"sebenarnya berformat {true_format}, yang tidak dibaca; {SAVE_AS}.")


def kind_of(path: Path) -> str:
    """'zip', 'xls', 'html', 'json' or 'text'; raises FileRefused for what cannot be a table."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe") and path.stat().st_size <= HEAD:
        raise FileRefused("empty", "kosong; ekspor ulang dari aplikasi asal lalu kirim lagi.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(MAGIC):
        return _old_office(path)
    for magic, name in FOREIGN:
        if head.startswith(magic):
            raise unsupported(name)
    start = _start_of_text(head)
    if start.startswith("<"):
        return _markup(start)
    if re.match(r"[{\[]\s*([\"{\[\]}]|-?\d|true|false|null)", start):
        return "json"
    return "text"


def _start_of_text(head: bytes) -> str:
    """The head as text, good enough to see how it starts."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").replace("\0", "")
    return text.lstrip()


def _markup(start: str) -> str:
    """HTML, or a refusal: Excel 2003 XML and other XML are no tables we read."""
    low = start.lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in low and "<html" not in low:
        raise unsupported("Excel 2003 XML")
    if "urn:oasis:names:tc:opendocument:xmlns:office" in low and "<html" not in low:
        raise unsupported("OpenDocument datar (.fods)")
    if low.startswith("<?xml") and "<html" not in low and "<table" not in low:
        raise unsupported("XML")
    if re.match(
        r"<(!doctype html|!--|html|head|body|table|meta|div|style|center|h[1-6]|p|b|br|font|span|\?xml)\b",
        low,
    ):
        return "html"
    # a text whose first cell merely holds a tag, such as <a href=…>, is no HTML document
    return "html" if "<table" in low else "text"


def _old_office(path: Path) -> str:
    """'xls', or a refusal: an OLE container is a protected workbook or any old Office file; its directory tells."""
    with path.open("rb") as file:
        content = file.read(25_000_000)
    try:
        names = Container(content).names
    except ContainerBroken:  # what it was meant to be can still be said
        known = ("EncryptedPackage", *STREAMS, *OLD_OFFICE)
        names = {name for name in known if name.encode("utf-16-le") in content}
    if "EncryptedPackage" in names:
        raise FileRefused(
            "password",
            "dilindungi kata sandi; buka, simpan tanpa kata sandi (Info → Protect Workbook), lalu kirim lagi.",
        )
    if names & set(STREAMS):
        return "xls"
    raise unsupported(next((OLD_OFFICE[name] for name in OLD_OFFICE if name in names), "Office lama (OLE)"))
