"""Records that are no data: blanks, repeated headers, sections, totals, notes, signatures.

A cheap sieve over all records, in SQL where there are many of them, holds back the few that the fine rules look at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import duckdb

from ingest.header import Head, clean
from ingest.heading import Column
from ingest.readers.grid import Grid

MONTH = "(jan|feb|peb|mar|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des|dec)"
# Labels that mean a total whatever stands beside them …
TOTAL = re.compile(
    r"^(grand total|sub ?-?total|total|total keseluruhan|jumlah|jumlah total|jumlah keseluruhan|jumlah seluruhnya|rata ?- ?rata|rerata)\s*[:=]?$"
)
# … and labels that are totals only over figures: an indicator may begin with the same words.
TOTAL_OF_FIGURES = re.compile(
    r"^([σ∑s] ?nilai|(jumlah )?nilai ?(/|per) ?unsur|/ ?unsur|per unsur|nrrt?\b|ikm\b|(nilai )?(ikm|skm)\b|nilai (indeks|rata)|rata ?- ?rata\b|mutu pelayanan|kinerja unit|"
    r"(jumlah|total) (responden|pegawai|nilai|skor|asn|kuesioner))"
)
# Whatever may begin a total, or a record of blanks: the cheap first sieve over all records.
SUSPECT = r"(?i)^[\s\x{a0}]*($|grand|sub|total|jumlah|rata|rerata|nilai|[σ∑s] ?nilai|/|per ?unsur|nrr|ikm|skm|mutu|kinerja)"
SUSPECT_HERE = re.compile(SUSPECT.replace(r"\x{a0}", r"\xa0"))
SIGNATURE = re.compile(
    rf"(?im)^[ \t\xa0]*(mengetahui|menyetujui|mengesahkan|ttd\b|tanda tangan|hormat kami|nip\s*[.:]*\s*\d{{8}}|"
    rf"[a-z][a-z .]{{2,40}},\s*(tanggal|tgl\.?)?\s*\d{{0,2}}[ .…-]*({MONTH}[a-z]*|\d{{1,2}}-)[ .…-]*\d{{4}}\s*$)"
)
NOTE = re.compile(
    r"(?im)^[ \t\xa0]*(sumber|source|source url|access time|catatan|keterangan|ket\.|note|notes|dicetak|printed|diunduh|"
    r"halaman \d|page \d|\*+\))(\s*[:.]|\s|$)"
)
ROMAN = re.compile(r"^([IVXLC]{1,5}|[A-Z])\.?$")
WORD, TWO_LETTERS = re.compile("[A-Za-z]{3}"), re.compile("[A-Za-z]{2}")
SECTION_REACH = 3
LONGEST_FOOT = 60
BEFORE_ALL = -1
"""Where the header of a table ends that is known to have none."""
MOST_SAID = 100
"""So many labels of a footer are kept; a list in which every record is a note has no footer."""


@dataclass
class Marks:
    """What stands behind the header besides data: kinds by source_row, words of sections and of the footer."""

    not_data: dict[int, str] = field(default_factory=dict)
    section: dict[int, str] = field(default_factory=dict)
    footer: dict[str, str] = field(default_factory=dict)


def mark(
    con: duckdb.DuckDBPyConnection,
    grid: Grid,
    relation: str,
    head: Head,
    columns: list[Column],
    last: int | None,
) -> Marks:
    """Kinds of the records behind the header's last level, `last` (an index of head, or BEFORE_ALL).

    Where no header was found (None) only blanks are marked: what a strange file means by its rows is not guessed.
    """
    rules = _Rules(head, columns, last)
    records: Records = Held(grid) if grid.is_short else Asked(con, relation, head.width)
    marks, found = Marks(), list[Suspect]()
    for row, cells in records.suspects(rules):
        kind = rules.kind(cells)
        found.append(Suspect(row, kind, cells))
        if kind == "blank" or (kind and last is not None):
            marks.not_data[row] = kind
    if last is None:
        return marks
    loose = [one.row for one in found if one.kind in ("section", "note", "signature")]
    last_full = records.last_full(min(loose), rules.half, set(marks.not_data)) if loose else 0
    marks.not_data |= _foot(found, last_full, rules.half)
    for one in found:
        if one.kind == "section" and one.row > last_full:
            marks.not_data[one.row] = "note"  # a lone text with no data below it
    _speak(found, marks)
    return marks


@dataclass(frozen=True)
class Suspect:
    """A record that the sieve held back; most have no kind, they are data."""

    row: int
    kind: str | None
    cells: tuple[str | None, ...]


class _Rules:
    """What makes a record of this table something else than data."""

    def __init__(self, head: Head, columns: list[Column], last: int | None) -> None:
        width = sum(bool(column.title) for column in columns) or head.width
        headed = last is not None and last != BEFORE_ALL
        self.after = head.number(last) if headed else -1
        self.width = head.width
        self.narrow = max(min(max(2, width // 3), width - 1), 1)  # a section, a label with a figure
        self.half = max(self.narrow, width // 2)  # a foot line; more than this is a full record
        self.titles = dict(head.filled(last)) if headed else {}
        start = next((column.position for column in columns if column.title), 1)
        self.reach = slice(start - 1, start - 1 + SECTION_REACH)

    def kind(self, cells: tuple[str | None, ...]) -> str | None:
        """The kind of a record, none for data."""
        if not any(cells):
            return "blank"
        stripped = [clean(cell) for cell in cells]
        texts = [text for text in stripped if text]
        if not texts:
            return "blank"
        label, count = texts[0], filled(cells)
        if len(self.titles) >= 2 and all(stripped[n - 1] == text for n, text in self.titles.items()):
            return "header"
        low = label.lower()
        if TOTAL.search(low) or (
            TOTAL_OF_FIGURES.search(low) and not TWO_LETTERS.search("\n".join(texts[1:]))
        ):
            return "total"
        if count > self.half:
            return None
        if SIGNATURE.search("\n".join(texts)):
            return "signature"
        if NOTE.search(label):
            return "note"
        return "section" if count <= self.narrow and self._is_section(label, texts, stripped) else None

    def _is_section(self, label: str, texts: list[str], stripped: list[str]) -> bool:
        """A lone text, or a roman number with one, at the left of a wide enough table."""
        reached = [text for text in stripped[self.reach] if text]
        if len(texts) == 1:
            return self.width >= 3 and bool(reached) and WORD.search(label) is not None
        numbered = len(texts) == 2 and ROMAN.search(label) is not None
        return self.width >= 4 and numbered and WORD.search(" ".join(reached)) is not None


def filled(cells: tuple[str | None, ...]) -> int:
    """Cells that are not empty; blanks fill a cell."""
    return len(cells) - cells.count(None)


class Records(Protocol):
    """All records of a grid, asked for the few that matter here."""

    def suspects(self, rules: _Rules) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        """Records behind the header that may be no data, in order: (source_row, cells)."""

    def last_full(self, behind: int, half: int, marked: set[int]) -> int:
        """The last unmarked record behind a row with more than half of its cells filled; 0 when there is none."""


class Held:
    """Records of a small grid, held in Python."""

    def __init__(self, grid: Grid) -> None:
        self._records = grid.records()

    def suspects(self, rules: _Rules) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        first = min(rules.titles, default=0)
        for row, *rest in self._records:
            if row <= rules.after:
                continue
            cells = tuple(rest)
            if (
                filled(cells) <= rules.half
                or (first and cells[first - 1] == rules.titles[first])
                or SUSPECT_HERE.search(next(cell for cell in cells if cell is not None))
            ):
                yield row, cells

    def last_full(self, behind: int, half: int, marked: set[int]) -> int:
        for row, *cells in reversed(self._records):
            if row <= behind:
                break
            if row not in marked and filled(tuple(cells)) > half:
                return row
        return 0


class Asked:
    """Records of a big grid, asked by SQL."""

    def __init__(self, con: duckdb.DuckDBPyConnection, relation: str, width: int) -> None:
        self._con = con
        self._relation = relation
        self._names = ", ".join(f"c{n}" for n in range(1, width + 1))
        self._filled = " + ".join(f"(c{n} is not null)::integer" for n in range(1, width + 1))

    def suspects(self, rules: _Rules) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        first = min(rules.titles, default=0)
        # a repeated header begins with the same word; without a header nothing repeats
        again = f"c{first} = $first" if first else "$first is not null"
        # Counted column names and the caller's relation only; every value is a parameter.
        asked = self._con.execute(
            f"""
            select source_row, {self._names} from {self._relation}
            where source_row > $after
                and ({self._filled} <= $half or {again} or regexp_matches(coalesce({self._names}), $suspect))
            order by source_row
            """,
            {
                "after": rules.after,
                "half": rules.half,
                "suspect": SUSPECT,
                "first": rules.titles.get(first),
            },
        )
        for row, *cells in asked.fetchall():
            yield row, tuple(cells)

    def last_full(self, behind: int, half: int, marked: set[int]) -> int:
        ((row,),) = self._con.execute(
            # The caller's relation and counted columns.
            f"""
            select max(source_row) from {self._relation}
            where source_row > $behind and {self._filled} > $half
                and source_row not in (select unnest($marked::integer[]))
            """,
            {"behind": behind, "half": half, "marked": list(marked)},
        ).fetchall()
        return row or 0


def _foot(found: list[Suspect], last_full: int, half: int) -> dict[int, str]:
    """From the first foot line behind the data on, short records belong to the foot, whatever they say."""
    behind = [one for one in found if one.row > last_full]
    first = next((one.row for one in behind if one.kind in ("note", "signature")), None)
    if first is None:
        return {}
    signed = next((one.row for one in behind if one.kind == "signature"), None)
    foot = {
        one.row: "signature" if signed is not None and one.row >= signed else "note"
        for one in found
        if one.row >= first and one.kind not in ("blank", "total") and filled(one.cells) <= half
    }
    # a foot is short: a long stretch of sparse records behind a word like "Catatan" is data
    return foot if len(foot) <= LONGEST_FOOT else {}


def _speak(found: list[Suspect], marks: Marks) -> None:
    """Read the words of sections, totals and notes."""
    for one in found:
        kind = marks.not_data.get(one.row)
        if kind != "section" and len(marks.footer) >= MOST_SAID:
            continue
        if kind not in ("section", "total", "note"):
            continue
        texts = [" ".join(text.split()) for text in map(clean, one.cells) if text]
        if kind == "section":
            marks.section[one.row] = texts[-1]
        elif len(texts) > 1:
            marks.footer.setdefault(texts[0].rstrip(" :="), " | ".join(texts[1:]))
        elif ":" in texts[0]:
            label, _, rest = texts[0].partition(":")
            marks.footer.setdefault(label.strip(), rest.strip())
