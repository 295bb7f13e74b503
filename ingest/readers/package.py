"""Package: a workbook's zip looked through before any reader opens it — members, sizes, cells, macros."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from ingest.errors import FileRefused
from ingest.readers.limits import MB, Limits
from ingest.readers.sniff import unsupported

CHUNK = 1 << 20
OVERLAP = 4096  # longer than any cell's start tag worth reading
SMALL = 10 * MB  # below this a high ratio harms nobody
# A cell that holds something; formatted empty cells (<c …/>) are ignored by readers, and by us.
FILLED = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Za-z]{1,8})(\d{1,12})["'][^>]*?(?<!/)>""")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?hidden=["'](?:1|true)["']""")
ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>.{0,2000}?<(?:\w+:)?v>([^<]{1,20})<""",
    re.DOTALL,
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class SheetNotes:
    """What the XML of a sheet says that its reader does not pass on. Rows and columns 1-based."""

    hidden_rows: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Package:
    """A workbook that passed: its epoch (1900 or 1904) and the notes of each sheet by name."""

    date_epoch: int
    sheets: dict[str, SheetNotes]


def inspect(path: Path, limits: Limits) -> Package:
    """Look through a zip; raises FileRefused: damaged, password, unsafe, too_large, unsupported."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_members(members, limits)
            _check_format(package, {member.filename for member in members})
            epoch, names = _workbook(package)
            notes = _inflate(package, members, limits, names)
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError, etree.LxmlError) as fault:
        raise FileRefused(
            "damaged", "rusak atau terpotong; unduh atau simpan ulang dari aplikasi asal lalu kirim lagi."
        ) from fault
    except RuntimeError as fault:  # zipfile's word for an encrypted member
        raise _protected() from fault
    except Exception as fault:
        if type(fault).__module__ in ("zlib", "_lzma"):
            raise FileRefused("damaged", "rusak di bagian terkompresi; simpan ulang lalu kirim lagi.") from fault
        raise
    return Package(epoch, {name: notes.get(part, SheetNotes()) for part, name in names.items()})


def column_number(letters: str) -> int:
    """'A' → 1, 'AB' → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _protected() -> FileRefused:
    return FileRefused("password", "dilindungi kata sandi; simpan tanpa kata sandi lalu kirim lagi.")


def _unsafe(what: str) -> FileRefused:
    return FileRefused(
        "unsafe", f"ditolak demi keamanan: {what}; salin isinya sebagai nilai ke buku kerja .xlsx baru lalu kirim lagi."
    )


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Names and declared sizes of the zip's directory."""
    names = [member.filename for member in members]
    if any(member.flag_bits & 0x1 for member in members):
        raise _protected()
    if len(members) > limits.members:
        raise _unsafe(f"berisi {len(members)} bagian, paling banyak {limits.members}")
    if len({name.lower() for name in names}) != len(names):
        raise _unsafe("ada bagian bernama sama")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise _unsafe("ada bagian yang menunjuk ke luar berkas")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise _unsafe("ada tautan simbolik di dalamnya")
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if inflated > limits.inflated_bytes or (inflated > SMALL and inflated > limits.ratio * max(packed, 1)):
        raise _unsafe("isinya mengembang jauh melebihi ukurannya")


def _check_format(package: zipfile.ZipFile, names: set[str]) -> None:
    """Only an XLSX without macros and external links goes on; others are named."""
    if "mimetype" in names:
        kind = package.read("mimetype")[:100].decode("latin-1")
        if "opendocument.spreadsheet" in kind:
            raise unsupported("OpenDocument (.ods)")
        if "opendocument" in kind:
            raise unsupported("OpenDocument")
    if "xl/workbook.bin" in names:
        raise unsupported("Excel biner (.xlsb)")
    if any(name.startswith("word/") for name in names):
        raise unsupported("Word (.docx)")
    if any(name.startswith("ppt/") for name in names):
        raise unsupported("PowerPoint (.pptx)")
    if "xl/workbook.xml" not in names:
        if "[Content_Types].xml" in names:
            raise FileRefused("damaged", "tidak memuat buku kerja; simpan ulang sebagai .xlsx lalu kirim lagi.")
        raise FileRefused("unsupported", "adalah arsip ZIP, bukan tabel; keluarkan isinya lalu kirim berkasnya satu per satu.")
    types = package.read("[Content_Types].xml")
    if any(name.lower().endswith(("vbaproject.bin", ".vba")) for name in names) or re.search(rb"<Override[^>]*macroEnabled", types):
        raise _unsafe("berisi makro")
    if any(name.lower().startswith(("xl/externallinks/", "xl/activex/", "xl/embeddings/")) for name in names):
        raise _unsafe("berisi tautan ke berkas lain atau objek sisipan")


def _xml(package: zipfile.ZipFile, part: str) -> etree._Element:
    """A small part parsed without entities and network."""
    return etree.fromstring(
        package.read(part), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )


def _workbook(package: zipfile.ZipFile) -> tuple[int, dict[str, str]]:
    """(epoch, part name → sheet name)."""
    workbook = _xml(package, "xl/workbook.xml")
    targets = {}
    for relation in _xml(package, "xl/_rels/workbook.xml.rels"):
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    epoch, sheets = 1900, {}
    for element in workbook.iter("{*}workbookPr", "{*}sheet"):
        if etree.QName(element).localname == "workbookPr":
            epoch = 1904 if element.get("date1904") in ("1", "true") else 1900
        else:
            identity = element.get(RELATION) or next((v for k, v in element.items() if k.endswith("}id")), "")
            sheets[targets.get(identity, "")] = element.get("name", "")
    return epoch, sheets


def _inflate(
    package: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits, names: dict[str, str]
) -> dict[str, SheetNotes]:
    """Inflate every member once, counting; look at the cells of sheets. Declared sizes can lie."""
    total, notes = 0, {}
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        is_sheet = member.filename in names or member.filename.lower().startswith("xl/worksheets/sheet")
        looked = SheetNotes()
        for chunk, start in _chunks(package, member):
            total += len(chunk)
            if total > limits.inflated_bytes:
                raise _unsafe("isinya mengembang jauh melebihi ukurannya")
            if is_xml and start and re.search(rb"<!(DOCTYPE|ENTITY)", chunk[:OVERLAP], re.IGNORECASE):
                raise _unsafe("berisi deklarasi entitas XML")
            if is_sheet:
                _look(chunk if start else tail + chunk, looked, limits, names.get(member.filename, ""))
                tail = chunk[-OVERLAP:]
        if is_sheet:
            notes[member.filename] = looked
    return notes


def _chunks(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, bool]]:
    """A member's content piece by piece, with 'is the first'."""
    with package.open(member) as file:
        first = True
        while chunk := file.read(CHUNK):
            yield chunk, first
            first = False


def _look(text: bytes, notes: SheetNotes, limits: Limits, sheet: str) -> None:
    """The farthest filled cell against the limits; hidden rows; error values, which readers drop."""
    refs = FILLED.findall(text)
    width = max((column_number(letters.decode()) for letters in {letters for letters, _ in refs}), default=0)
    height = max(map(int, {row for _, row in refs}), default=0)
    if height > limits.rows or width > limits.columns:
        raise FileRefused(
            "too_large",
            f"terlalu besar: lembar “{sheet}” sampai baris {height} dan kolom {width}, paling banyak {limits.rows} baris × "
            f"{limits.columns} kolom; hapus sel di luar tabel atau kirim sebagai CSV.",
        )
    if b'hidden="' in text:
        notes.hidden_rows += len(HIDDEN_ROW.findall(text))
    if b't="e"' in text or b"t='e'" in text:
        for letters, row, value in ERROR_CELL.findall(text):
            notes.errors[int(row), column_number(letters.decode())] = value.decode("utf-8", "replace")
