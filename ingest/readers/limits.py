"""Limits: how much one file may be, hold and cost before it is refused."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading. Bytes, rows, columns, seconds; the defaults are those of the inbox."""

    workbook_bytes: int = 20 * MB
    """Workbooks, HTML and JSON: formats that must be held in memory whole."""
    text_bytes: int = 4_000 * MB
    """Delimited text, which is streamed."""
    rows: int = 200_000
    columns: int = 300
    """Wide forms with a column per person and aspect reach 150 in real files."""
    tables: int = 200
    """Sheets of a workbook, tables of a page, lists of a JSON: each is looked at on its own."""
    members: int = 200
    inflated_bytes: int = 300 * MB
    ratio: int = 100
    memory_bytes: int = 1_500 * MB
    cpu_seconds: int = 60
    wall_seconds: int = 90

    def for_size(self, size: int) -> tuple[int, int]:
        """(CPU seconds, wall seconds) for a file of `size` bytes: 30 s more per 100 MB of text."""
        more = 30 * (size // (100 * MB))
        return self.cpu_seconds + more, self.wall_seconds + more
