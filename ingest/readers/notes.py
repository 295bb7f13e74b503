"""Notes: what was seen in a workbook before its reader opened it: epoch, hidden rows, error values, merges."""

from dataclasses import dataclass, field
from typing import Literal

from ingest.errors import FileRefused
from ingest.readers.limits import Limits

LONGEST_NAME = 62


@dataclass
class SheetNotes:
    """What a sheet says that its reader does not pass on. Rows and columns 1-based."""

    hidden_rows: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(row, column, last row, last column), where the reader does not tell merges itself."""


@dataclass
class Package:
    """A workbook that passed: its format, its epoch (1900 or 1904) and the notes of each sheet by name."""

    kind: Literal["xlsx", "xls", "ods"]
    date_epoch: int
    sheets: dict[str, SheetNotes]


def sheet_name(written: str) -> str:
    """A sheet's name as it may stand in a sentence and in the ledger: one line, no longer than Excel allows twice."""
    return " ".join(written.split())[:LONGEST_NAME]


def too_far(sheet: str, height: int, width: int, limits: Limits) -> FileRefused:
    """The refusal of a sheet whose farthest filled cell lies beyond the limits."""
    return FileRefused(
        "too_large",
        f"terlalu besar: lembar “{sheet_name(sheet)}” sampai baris {height} dan kolom {width}, paling banyak {limits.rows} baris × "
        f"{limits.columns} kolom; hapus sel di luar tabel atau kirim sebagai CSV.",
    )


def macros() -> FileRefused:
    """The refusal of a workbook with programs inside."""
    return unsafe("berisi makro")


def unsafe(what: str) -> FileRefused:
    """The refusal of a workbook that could harm whoever opens it."""
    return FileRefused(
        "unsafe",
        f"ditolak demi keamanan: {what}; salin isinya sebagai nilai ke buku kerja .xlsx baru lalu kirim lagi.",
    )


def damaged() -> FileRefused:
    """The refusal of a workbook that is not whole."""
    return FileRefused(
        "damaged", "rusak atau terpotong; unduh atau simpan ulang dari aplikasi asal lalu kirim lagi."
    )


def protected() -> FileRefused:
    """The refusal of an encrypted workbook."""
    return FileRefused("password", "dilindungi kata sandi; simpan tanpa kata sandi lalu kirim lagi.")
