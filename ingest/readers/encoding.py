"""Encoding: how a text file's bytes become characters, tried in a fixed order, never guessed by statistics."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import FileRefused

CHUNK = 1 << 22
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass
class Survey:
    """What one pass over the bytes of a text shows; line counts are of bytes, inside quotes too."""

    encoding: str = "utf-8"
    size: int = 0
    lf: int = 0
    crlf: int = 0
    cr: int = 0
    quotes: bool = False
    blank_lines: bool = False
    ends_with_newline: bool = False

    @property
    def plain_lines(self) -> bool:
        """One kind of line end, no empty line: what a strict parallel reader takes without loss."""
        ends = (self.crlf > 0) + (self.lf > self.crlf) + (self.cr > self.crlf)
        return ends <= 1 and not self.blank_lines

    @property
    def lines(self) -> int:
        """Lines of the text; equals its records when there are no quotes."""
        ends = max(self.lf, self.cr)
        return ends if self.ends_with_newline else ends + 1


def survey(path: Path) -> Survey:
    """One pass: the encoding (BOM → UTF-8 → UTF-16 by its zeros → cp1252), line ends, quotes.

    Raises FileRefused: a zero byte in a text, or bytes that are no text in any of them.
    """
    seen = Survey()
    with path.open("rb") as file:
        head = file.read(4096)
        seen.encoding = (
            next((name for bom, name in BOMS if head.startswith(bom)), "") or _wide(head) or "utf-8"
        )
        file.seek(0)
        strict = codecs.getincrementaldecoder("utf-8")() if seen.encoding.startswith("utf-8") else None
        pending, last = False, b""
        while chunk := file.read(CHUNK):
            if seen.encoding in ("utf-8", "utf-8-sig", "cp1252") and b"\0" in chunk:
                raise FileRefused(
                    "damaged",
                    "mengandung byte nol, jadi bukan teks utuh; ekspor ulang dari aplikasi asal lalu kirim lagi.",
                )
            if strict and (pending or not chunk.isascii()):
                try:
                    strict.decode(chunk)
                    pending = bool(strict.getstate()[0])
                except UnicodeDecodeError:
                    strict, seen.encoding = None, "cp1252"
            _count(seen, chunk, last)
            last = chunk[-3:]
        if strict and pending:  # the file ends in the middle of a character
            seen.encoding = "cp1252"
        seen.ends_with_newline = last.endswith((b"\n", b"\r"))
    return seen


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of ordinary text is zero."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _count(seen: Survey, chunk: bytes, last: bytes) -> None:
    """Add a chunk's line ends, mending what the cut between chunks hides."""
    seen.size += len(chunk)
    seen.lf += chunk.count(b"\n")
    joined = last + chunk[:3]
    pairs = [b"\n\n"]
    if (
        b"\r" in chunk or b"\r" in last
    ):  # most files have none, and looking for four pairs costs as much as reading
        pairs += [b"\r\r", b"\n\r"]
        seen.cr += chunk.count(b"\r")
        seen.crlf += chunk.count(b"\r\n") + (last.endswith(b"\r") and chunk.startswith(b"\n"))
    seen.quotes = seen.quotes or b'"' in chunk
    if not seen.blank_lines:
        first = (last or b"\n") + chunk[:1] if not last else joined
        seen.blank_lines = any(pair in text for text in (chunk, first) for pair in pairs)


def to_utf8(path: Path, encoding: str, target: Path) -> Path:
    """The text as UTF-8 without a mark: the file itself, or a copy at `target`."""
    if encoding == "utf-8":
        return path
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as copy,
        ):
            while text := source.read(CHUNK):
                if "\0" in text:
                    raise FileRefused(
                        "damaged", "mengandung karakter nol; ekspor ulang dari aplikasi asal lalu kirim lagi."
                    )
                copy.write(text)
    except UnicodeError as fault:
        raise FileRefused(
            "damaged",
            "bukan teks yang dikenal (UTF-8, UTF-16, Windows-1252); simpan sebagai “CSV UTF-8” lalu kirim lagi.",
        ) from fault
    return target


def read_text(path: Path) -> tuple[str, str]:
    """(text, encoding) of a small file by the same ladder, without a mark."""
    encoding = survey(path).encoding
    try:
        return path.read_bytes().decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeError as fault:
        raise FileRefused("damaged", "bukan teks yang dikenal (UTF-8, UTF-16, Windows-1252).") from fault
