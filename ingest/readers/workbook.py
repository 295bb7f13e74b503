"""Workbook: the sheets of an XLSX, XLS or ODS as text, by calamine, each cell as it was delivered."""

import datetime as dt
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine

from ingest.errors import FileRefused
from ingest.readers import biff, package
from ingest.readers.grid import Grid, write_grid
from ingest.readers.limits import Limits
from ingest.readers.notes import Package, SheetNotes, sheet_name

ONLY_TEXT = frozenset((str,))
EXACT = 10**15  # from here on a double no longer holds every digit of an identifier


def read(path: Path, work: Path, limits: Limits, *, is_old: bool = False) -> tuple[Package, list[Grid]]:
    """(what was seen, one grid per worksheet, empty and hidden sheets too). Raises FileRefused.

    `is_old`: the file is an OLE2 container (.xls), else a zip.
    """
    if path.stat().st_size > limits.workbook_bytes:
        raise FileRefused(
            "too_large",
            f"lebih besar dari {limits.workbook_bytes // 1_000_000} MB; kirim sebagai CSV atau pecah per periode.",
        )
    seen = biff.inspect(path, limits) if is_old else package.inspect(path, limits)
    grids: list[Grid] = []
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            for name, sheet in _sheets(workbook):
                notes = seen.sheets.get(name, SheetNotes())
                place = work / f"grid-{len(grids) + 1}"
                grids.append(_grid(sheet, sheet_name(name), notes, place))
    except calamine.PasswordError as fault:
        raise FileRefused(
            "password", "dilindungi kata sandi; simpan tanpa kata sandi lalu kirim lagi."
        ) from fault
    except (calamine.CalamineError, ValueError, OSError) as fault:
        if isinstance(fault, OSError) and fault.errno:
            raise
        raise FileRefused(
            "damaged", "rusak; buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi."
        ) from fault
    if len({grid.sheet for grid in grids}) < len(grids):
        raise FileRefused(
            "damaged",
            "berisi dua lembar bernama sama; beri nama yang berbeda, simpan ulang, lalu kirim lagi.",
        )
    if not any(grid.rows for grid in grids):
        raise FileRefused(
            "empty", "tidak berisi satu sel pun; ekspor ulang dari aplikasi asal lalu kirim lagi."
        )
    return seen, grids


def _sheets(workbook: calamine.CalamineWorkbook) -> Iterator[tuple[str, calamine.CalamineSheet]]:
    """(name, sheet) of each worksheet in order; calamine parses the next one, free of Python, while this one is written."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        coming: deque[tuple[str, Future[calamine.CalamineSheet]]] = deque()
        for number, meta in enumerate(workbook.sheets_metadata):
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                coming.append((meta.name, ahead.submit(workbook.get_sheet_by_index, number)))
            if len(coming) > 1:
                name, parsed = coming.popleft()
                yield name, parsed.result()
        for name, parsed in coming:
            yield name, parsed.result()


def _grid(sheet: calamine.CalamineSheet, name: str, notes: SheetNotes, path: Path) -> Grid:
    """One sheet; row and column numbers are Excel's own."""
    cells = sheet.to_python(skip_empty_area=False)
    for (row, column), error in notes.errors.items():
        while len(cells) < row:
            cells.append([])
        cells[row - 1] += [""] * (column - len(cells[row - 1]))
        cells[row - 1][column - 1] = error
    columns = max((len(row) for row in cells), default=0)
    path, rows = write_grid(path, _texts(cells), columns)
    told = sheet.merged_cell_ranges or []
    merged = [(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in told] or notes.merged
    return Grid(name, path, rows, columns, notes.hidden_rows, merged)


def _texts(cells: list[list[Any]]) -> Iterator[list[str]]:
    for row in cells:
        yield (
            row
            if ONLY_TEXT.issuperset(map(type, row))
            else [cell if type(cell) is str else text(cell) for cell in row]
        )


def text(cell: Any) -> str:
    """A typed cell as text: 15 digits plain, more in E notation (a damaged NIP shows), dates ISO."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number(cell)
    if isinstance(cell, dt.datetime):
        # Excel's fractions of a day miss whole seconds by microseconds
        moment = (cell + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ")
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, dt.time):
        return cell.isoformat("seconds")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def number(value: float) -> str:
    """3.0 → '3', 198609262015052001.0 → '1.98609262015052e+17', 1e-05 → '0.00001'."""
    if abs(value) < EXACT:
        return str(int(value)) if value == int(value) else format(Decimal(repr(float(value))), "f")
    mantissa, _, exponent = f"{Decimal(repr(float(value))).normalize():e}".partition("e")
    return f"{mantissa}e{exponent}"
