"""JSON: an array of objects as a table whose header is the keys, numbers kept as written.

Where every object holds a list of objects under one key (`{"opd": …, "pegawai": [{…}, {…}]}`), the inner objects are a
second table: each with the outer fields repeated. Which of the two is the data, the sources tell.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import FileRefused
from ingest.readers.encoding import read_text
from ingest.readers.grid import Grid, write_grid
from ingest.readers.limits import Limits
from ingest.readers.notes import sheet_name

MOST_REPEATED = 50_000_000
"""A crafted outer field, repeated for each object of a list, shall not fill the disk."""


class Number(str):
    """A number as the file spells it: an 18-digit NIP keeps every digit."""


def read(path: Path, work: Path, limits: Limits) -> tuple[str, list[Grid]]:
    """(encoding, one grid per array of objects; `sheet` is the array's dotted path when there are several).

    The header is source_row 0 (it is no record of the file), objects count from 1.
    Raises FileRefused: damaged, not_a_table, too_large.
    """
    if path.stat().st_size > limits.workbook_bytes:
        raise FileRefused(
            "too_large", f"lebih besar dari {limits.workbook_bytes // 1_000_000} MB; kirim sebagai CSV."
        )
    source, encoding = read_text(path)
    try:
        tables = list(_tables(_parse(source)))
    except RecursionError as fault:
        raise FileRefused(
            "unsafe", "berisi JSON bersarang terlalu dalam; ekspor sebagai daftar objek."
        ) from fault
    if not tables:
        raise FileRefused(
            "not_a_table", "berisi JSON tanpa daftar objek; ekspor sebagai daftar baris lalu kirim lagi."
        )
    grids = []
    names: list[str] = []
    for number, (name, rows) in enumerate(tables, 1):
        said = sheet_name(name)
        names.append(f"{said} ({number})" if said in names else said)  # a.b may be two keys or one
        sheet = names[-1] if len(tables) > 1 else None
        grids.append(_grid(rows, sheet, work / f"grid-{number}", limits))
        for inner, key in enumerate(_inner_lists(rows), 1):
            path = work / f"grid-{number}-{inner}"
            said = sheet_name(f"{name}.{key}" if name else key)
            grids.append(replace(_grid(_taken_apart(rows, key), said, path, limits), is_inner=True))
    return encoding, grids


def _parse(source: str) -> Any:
    """The document, or one object per line (JSON Lines)."""
    options: dict[str, Any] = {
        "parse_int": Number,
        "parse_float": Number,
        "parse_constant": Number,
        "object_pairs_hook": _object,
    }
    try:
        return json.loads(source, **options)
    except json.JSONDecodeError as fault:
        lines = [line for line in source.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            try:
                return [json.loads(line, **options) for line in lines]
            except json.JSONDecodeError:
                pass  # the first fault is the one to tell
        raise FileRefused(
            "damaged",
            f"berisi JSON yang rusak atau terpotong di baris {fault.lineno}; ekspor ulang lalu kirim lagi.",
        ) from fault


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FileRefused(
            "damaged", f"berisi objek dengan kunci “{twice}” dua kali; perbaiki ekspornya lalu kirim lagi."
        )
    return made


def _tables(document: Any, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Arrays of objects (or of arrays), looked for in objects of objects, not inside rows."""
    if isinstance(document, list):
        if (document and all(isinstance(row, dict) for row in document)) or (
            document and all(isinstance(row, list) for row in document)
        ):
            yield name, document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from _tables(value, f"{name}.{key}" if name else key)


def _inner_lists(rows: list[Any]) -> list[str]:
    """Keys under which the objects hold lists of objects, and nothing else."""
    if not isinstance(rows[0], dict):
        return []
    keys = dict.fromkeys(key for row in rows for key in row)
    return [
        key
        for key in keys
        if _is_list_of_objects([row.get(key) for row in rows]) and _repeated(rows, key) <= MOST_REPEATED
    ]


def _repeated(rows: list[Any], key: str) -> int:
    """Characters that the outer fields would take, repeated for each inner object."""
    return sum(
        len(row.get(key) or []) * sum(len(text(value) or "") for name, value in row.items() if name != key)
        for row in rows
    )


def _is_list_of_objects(values: list[Any]) -> bool:
    lists = [value for value in values if value is not None]
    return (
        any(lists)
        and all(isinstance(value, list) for value in lists)
        and all(isinstance(one, dict) for value in lists for one in value)
    )


def _taken_apart(rows: list[Any], key: str) -> list[dict[str, Any]]:
    """One record for each inner object, the outer fields before its own; an outer object without any stays one record.

    An inner key that the outer object has too goes by both names: `pegawai.nama`.
    """
    outside = {name for row in rows for name in row}
    return [
        {name: value for name, value in row.items() if name != key}
        | {(f"{key}.{name}" if name in outside else name): value for name, value in inner.items()}
        for row in rows
        for inner in (row.get(key) or [{}])
    ]


def _grid(rows: list[Any], sheet: str | None, path: Path, limits: Limits) -> Grid:
    """One array; keys in the order of first sight. An array of arrays has no keys: its rows count from 1."""
    keyed = isinstance(rows[0], dict)
    keys = list(dict.fromkeys(key for row in rows for key in row)) if keyed else []
    columns = len(keys) if keyed else max(map(len, rows))
    if len(rows) > limits.rows or columns > limits.columns:
        raise FileRefused(
            "too_large",
            f"berisi {len(rows)} baris × {columns} kolom, paling banyak {limits.rows} × {limits.columns}.",
        )

    def records() -> Iterator[list[str | None]]:
        if keyed:
            yield list(keys)
        for row in rows:
            yield [text(row.get(key)) for key in keys] if keyed else [text(value) for value in row]

    path, _ = write_grid(path, records(), columns)
    return Grid(sheet, path, len(rows), columns, first_row=0 if keyed else 1)


def text(value: Any) -> str | None:
    """A value as a cell: null is empty, a nested value its JSON text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return _nested(value)


def _nested(value: Any) -> str:
    """JSON text in which numbers stay as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {_nested(v)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_nested, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
