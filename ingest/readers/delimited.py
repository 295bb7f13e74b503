"""Delimited text: CSV and its kin, streamed by DuckDB when big and regular, by Python's csv when small or ragged.

The fast road is strict: any doubt (a short record, mixed line ends, an empty line) sends the file down the
slow road, which keeps every record and every surplus field, so that no row is lost or shifted in silence.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.errors import FileRefused
from ingest.readers.encoding import Survey, survey, to_utf8
from ingest.readers.grid import BIG, COMPRESSION, Grid, write_grid
from ingest.readers.limits import MB, Limits

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_RECORDS = 200
SAMPLE_CHARACTERS = 1 << 20
FIELD_CHARACTERS = 5 * MB
FAST_BYTES = 4 * MB
"""Below this Python's csv is done before DuckDB is loaded."""
DIRECTIVE = re.compile(r"\s*sep=(?P<delimiter>.)\s*(\r\n|\n|\r|$)", re.IGNORECASE)


def read(path: Path, work: Path, limits: Limits) -> tuple[str, str, list[Grid]]:
    """(encoding, delimiter, one grid) of a delimited text. A one-column file has the delimiter ''.

    Raises FileRefused: empty, damaged (unclosed quote, no text), too_large (columns).
    """
    csv.field_size_limit(FIELD_CHARACTERS)
    seen = survey(path)
    encoding = seen.encoding
    text = to_utf8(path, "utf-8" if encoding == "utf-8-sig" else encoding, work / "text.utf8")
    if text != path:
        seen = survey(text)
    with text.open(encoding="utf-8-sig", newline="") as file:
        sample = file.read(SAMPLE_CHARACTERS)
    directive = DIRECTIVE.match(sample)
    delimiter = directive["delimiter"] if directive else _delimiter(sample)
    target = work / "grid-1"
    skip = bool(directive)
    made = seen.size > FAST_BYTES and _fast(text, target, delimiter, seen, sample, skip, limits)
    target, rows, columns = made or _slow(text, target, delimiter, skip, limits)
    if text != path:
        text.unlink()
    return encoding, delimiter, [Grid(None, target, rows, columns)]


def _records(file: Iterator[str], delimiter: str, strict: bool = True) -> Iterator[list[str]]:
    """Records as fields; a one-column file is cut at line ends only, quotes still hold."""
    return csv.reader(file, delimiter=delimiter or "\x1f", strict=strict)


def _delimiter(sample: str) -> str:
    """The delimiter under which most records have the same number of fields; '' when none cuts anything.

    Titles and decimal commas vary from record to record, true delimiters do not.
    """
    best, choice = (0.0, 0), ""
    lines = sample.splitlines(keepends=True)
    if len(sample) == SAMPLE_CHARACTERS:
        lines.pop()  # cut in the middle
    for delimiter in DELIMITERS:
        try:
            widths = [
                len(record) for record in islice(_records(iter(lines), delimiter, False), SAMPLE_RECORDS)
            ]
        except csv.Error:
            continue
        width, count = max(
            Counter(w for w in widths if w > 1).items(), key=lambda item: (item[1], item[0]), default=(1, 0)
        )
        if (count / max(len(widths), 1), width) > best and count:
            best, choice = (count / len(widths), width), delimiter
    return choice


def _fast(
    text: Path, target: Path, delimiter: str, seen: Survey, sample: str, skip: bool, limits: Limits
) -> tuple[Path, int, int] | None:
    """(path, rows, columns) by DuckDB's strict parallel reader, or None when the file is not plainly regular."""
    if not seen.plain_lines:
        return None
    lines = iter(sample.splitlines(keepends=True)[skip:])
    try:
        columns = len(next(_records(lines, delimiter), []))
    except csv.Error:
        return None
    if not 1 <= columns <= limits.columns:
        return None
    import duckdb

    target = target.with_suffix(BIG)
    con = duckdb.connect(config={"threads": 2, "memory_limit": "900MB", "temp_directory": str(target.parent)})
    names = {f"c{n}": "VARCHAR" for n in range(1, columns + 1)}
    try:
        # paths and options are our own; values inside the file never become SQL
        con.read_csv(
            str(text),
            header=False,
            skiprows=int(skip),
            sep=delimiter or "\x1f",
            quotechar='"',
            escapechar='"',
            columns=names,
            auto_detect=False,
            strict_mode=True,
            parallel=True,
        ).write_parquet(str(target), compression=COMPRESSION)
        ((rows,),) = con.execute("select count(*) from read_parquet(?)", [str(target)]).fetchall()
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    finally:
        con.close()
    if not seen.quotes and rows != seen.lines - skip:
        return None  # without quotes a record is a line: a reader that disagrees has lost something
    return target, rows, columns


def _slow(text: Path, target: Path, delimiter: str, skip: bool, limits: Limits) -> tuple[Path, int, int]:
    """(path, rows, columns) by the csv module, two passes: the width first, then the records padded to it."""
    columns = 0
    with text.open(encoding="utf-8-sig", newline="") as file:
        if skip:
            file.readline()
        read = 0
        try:
            for read, record in enumerate(_records(file, delimiter), 1):  # noqa: B007 - told when it fails
                columns = max(columns, len(record))
        except csv.Error as fault:
            raise FileRefused(
                "damaged",
                f"rusak pada baris ke-{read + 1}: tanda kutip tidak berpasangan atau isian terlalu panjang; "
                "ekspor ulang dari aplikasi asal lalu kirim lagi.",
            ) from fault
    if not columns:
        raise FileRefused("empty", "kosong; ekspor ulang dari aplikasi asal lalu kirim lagi.")
    if columns > limits.columns:
        raise FileRefused(
            "too_large",
            f"memiliki {columns} kolom, paling banyak {limits.columns}; hapus kolom yang tidak perlu.",
        )
    with text.open(encoding="utf-8-sig", newline="") as file:
        if skip:
            file.readline()
        return *write_grid(target, _records(file, delimiter), columns), columns
