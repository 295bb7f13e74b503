"""Package: a workbook's zip (XLSX, ODS) looked through before any reader opens it — members, sizes, cells, macros."""

import errno
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

from ingest.errors import FileRefused
from ingest.readers import open_document
from ingest.readers.cells import boundary, look
from ingest.readers.limits import MB, Limits
from ingest.readers.notes import Package, SheetNotes, damaged, macros, protected, unsafe
from ingest.readers.sniff import unsupported

CHUNK = 1 << 20
HEAD = 4096
SMALL = 10 * MB  # below this a high ratio harms nobody
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def inspect(path: Path, limits: Limits) -> Package:
    """Look through a zip; raises FileRefused: damaged, password, unsafe, too_large, unsupported."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_members(members, limits)
            if _is_open_document(package):
                _inflate(package, members, limits, {})
                return Package("ods", 1900, open_document.look(package, limits))
            _check_format(package, {member.filename for member in members})
            epoch, names = _workbook(package)
            notes = _inflate(package, members, limits, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, etree.LxmlError) as fault:
        raise damaged() from fault
    except NotImplementedError as fault:
        raise FileRefused(
            "damaged", "dikemas dengan cara yang tidak lazim; simpan ulang sebagai .xlsx."
        ) from fault
    except RuntimeError as fault:  # zipfile's word for an encrypted member
        raise protected() from fault
    except OSError as fault:
        if fault.errno != errno.EINVAL:
            raise
        raise damaged() from fault  # an offset that points nowhere
    return Package("xlsx", epoch, {name: notes.get(part, SheetNotes()) for part, name in names.items()})


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Names and declared sizes of the zip's directory."""
    names = [member.filename for member in members]
    if any(member.flag_bits & 0x1 for member in members):
        raise protected()
    if len(members) > limits.members:
        raise unsafe(f"berisi {len(members)} bagian, paling banyak {limits.members}")
    if len({name.lower() for name in names}) != len(names):
        raise unsafe("ada bagian bernama sama")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise unsafe("ada bagian yang menunjuk ke luar berkas")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise unsafe("ada tautan simbolik di dalamnya")
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if inflated > limits.inflated_bytes or (inflated > SMALL and inflated > limits.ratio * max(packed, 1)):
        raise unsafe("isinya mengembang jauh melebihi ukurannya")


def _is_open_document(package: zipfile.ZipFile) -> bool:
    """True for an .ods without password and macros; other kinds of OpenDocument are refused by name."""
    names = set(package.namelist())
    if "mimetype" not in names:
        return False
    kind = package.read("mimetype")[:100].decode("latin-1")
    if "META-INF/manifest.xml" in names and open_document.is_protected(package.read("META-INF/manifest.xml")):
        raise protected()
    if not open_document.is_spreadsheet(kind):
        if "opendocument" in kind:
            raise unsupported("OpenDocument, tetapi bukan lembar sebar (.odt, .odp)")
        return False
    if open_document.has_macros(names):
        raise macros()
    return True


def _check_format(package: zipfile.ZipFile, names: set[str]) -> None:
    """Only an XLSX without macros and external links goes on; others are named."""
    if "xl/workbook.bin" in names:
        raise unsupported("Excel biner (.xlsb)")
    if any(name.startswith("word/") for name in names):
        raise unsupported("Word (.docx)")
    if any(name.startswith("ppt/") for name in names):
        raise unsupported("PowerPoint (.pptx)")
    if "xl/workbook.xml" not in names:
        if "[Content_Types].xml" in names:
            raise FileRefused(
                "damaged", "tidak memuat buku kerja; simpan ulang sebagai .xlsx lalu kirim lagi."
            )
        raise FileRefused(
            "unsupported",
            "adalah arsip ZIP, bukan tabel; keluarkan isinya lalu kirim berkasnya satu per satu.",
        )
    types = package.read("[Content_Types].xml")
    if any(name.lower().endswith(("vbaproject.bin", ".vba")) for name in names) or re.search(
        rb"<Override[^>]*macroEnabled", types
    ):
        raise macros()
    if any(name.lower().startswith(("xl/externallinks/", "xl/activex/", "xl/embeddings/")) for name in names):
        raise unsafe("berisi tautan ke berkas lain atau objek sisipan")


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
    epoch = 1900
    sheets: dict[str, str] = {}
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
    total = 0
    notes: dict[str, SheetNotes] = {}
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        is_sheet = member.filename in names or member.filename.lower().startswith("xl/worksheets/sheet")
        sheet, looked, rest = names.get(member.filename, ""), SheetNotes(), b""
        for number, chunk in enumerate(_chunks(package, member)):
            total += len(chunk)
            if total > limits.inflated_bytes:
                raise unsafe("isinya mengembang jauh melebihi ukurannya")
            if is_xml and number == 0 and re.search(rb"<!(DOCTYPE|ENTITY)", chunk[:HEAD], re.IGNORECASE):
                raise unsafe("berisi deklarasi entitas XML")
            if is_sheet:
                text = rest + chunk
                cut = boundary(text)
                look(text[:cut], looked, limits, sheet)
                rest = text[cut:]
        if is_sheet:
            look(rest, looked, limits, sheet)
            notes[member.filename] = looked
    return notes


def _chunks(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's content piece by piece."""
    with package.open(member) as file:
        while chunk := file.read(CHUNK):
            yield chunk
