"""Layout: where in a grid the table is — header levels, records that are data, records that are not and why.

The head is looked at in Python, the rest classified by one SQL statement, so a grid of millions of records
costs one scan. Nothing is dropped: every record outside the data gets a kind, and the kinds are counted.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from ingest.readers.grid import Grid

HeadingBook = Mapping[str, Mapping[str, str]]
"""Dataset → normalised alias → field: the headings Siger knows."""

HEAD = 60
LOOKED_AT = 25
LONGEST_HEADING = 300
KINDS = ("title", "header", "blank", "numbering", "section", "total", "signature", "note")

BLANKS = " \t\r\n\u00a0\u200b\ufeff"
MONTH = "(jan|feb|peb|mar|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des|dec)"
# Labels that mean a total whatever stands beside them …
TOTAL = r"^(grand total|sub ?-?total|total|total keseluruhan|jumlah|jumlah total|jumlah keseluruhan|jumlah seluruhnya|rata ?- ?rata|rerata)\s*[:=]?$"
# … and labels that are totals only over figures: an indicator may begin with the same words.
TOTAL_OF_FIGURES = (
    r"^([σ∑s] ?nilai|(jumlah )?nilai ?(/|per) ?unsur|/ ?unsur|per unsur|nrrt?\b|ikm\b|(nilai )?(ikm|skm)\b|nilai (indeks|rata)|rata ?- ?rata\b|mutu pelayanan|kinerja unit|"
    r"(jumlah|total) (responden|pegawai|nilai|skor|asn|kuesioner))"
)
# Whatever may begin a total, or a record of blanks: the cheap first sieve over all records.
SUSPECT = r"(?i)^[\s\x{a0}]*($|grand|sub|total|jumlah|rata|rerata|nilai|[σ∑s] ?nilai|/|per ?unsur|nrr|ikm|skm|mutu|kinerja)"
SIGNATURE = (
    rf"(?im)^\s*(mengetahui|menyetujui|mengesahkan|ttd\b|tanda tangan|hormat kami|nip\s*[.:]*\s*\d{{8}}|"
    rf"[a-z][a-z .]{{2,40}},\s*(tanggal|tgl\.?)?\s*\d{{0,2}}[ .…-]*({MONTH}[a-z]*|\d{{1,2}}-)[ .…-]*\d{{4}}\s*$)"
)
NOTE = (
    r"(?im)^\s*(sumber|source|source url|access time|catatan|keterangan|ket\.|note|notes|dicetak|printed|diunduh|"
    r"halaman \d|page \d|\*+\))(\s*[:.]|\s|$)"
)
NUMERIC = re.compile(r"[-+(]?\s*(rp\.?\s*)?[\d.,:/ %-]*\d[\d.,:/ %-]*\)?(e[+-]?\d+)?", re.IGNORECASE)
ROMAN = r"^([IVXLC]{1,5}|[A-Z])\.?$"
SECTION_REACH = 3


@dataclass(frozen=True)
class LayoutHint:
    """What a source knows: the (last) header record, or normalised headings to look for."""

    header_row: int | None = None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column by position (1-based), its title as delivered (levels joined by ' / '), its normalised key."""

    position: int
    title: str
    key: str


@dataclass
class Layout:
    """A located table. `not_data` maps source_row → kind; a JSON grid's header is source_row 0, no record.

    `section` maps the source_row of a section record to its text, which holds for the records below it.
    `titles` are the lines above the header; `footer` maps the label of a total or note to its cells.
    """

    header_rows: list[int] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    not_data: dict[int, str] = field(default_factory=dict)
    section: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    footer: dict[str, str] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Records of the file per kind."""
        kinds = [kind for row, kind in self.not_data.items() if row > 0]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def normalise(text: str | None) -> str:
    """A heading for comparing: lower case, no accents, anything but letters and digits one '_'."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def locate(
    con: duckdb.DuckDBPyConnection,
    grid: Grid,
    headings: HeadingBook,
    hint: LayoutHint | None = None,
    *,
    relation: str = "grid",
) -> Layout:
    """Find the table in `relation`, which holds the grid's rows (source_row, c1 … cN).

    Without a header (none found, none hinted) `header_rows` is empty and every filled record is data.
    """
    hint = hint or LayoutHint()
    if grid.columns == 0:
        return Layout()
    names = ", ".join(f"c{n}" for n in range(1, grid.columns + 1))
    # S608: the relation's name is the caller's constant; column names are counted, not read.
    found = con.execute(f"select source_row, {names} from {relation} order by source_row limit {HEAD}").fetchall()  # noqa: S608
    head = Head([(row[0], [_clean(cell) for cell in row[1:]]) for row in found], grid)
    at = _header_at(head, headings, hint)
    layout = Layout(columns=[Column(n, "", "") for n in range(1, grid.columns + 1)])
    if at is None:
        _classify(con, relation, layout, head, after=-1)
        return layout
    first, last = _levels(head, at)
    layout.header_rows = [head.number(i) for i in range(first, last + 1)]
    layout.columns = _columns(head, first, last)
    for i in range(last + 1):
        filled = head.filled(i)
        kind = "header" if i >= first else ("title" if filled else "blank")
        layout.not_data[head.number(i)] = kind
        if kind == "title":
            layout.titles.append(" ".join(" ".join(text.split()) for _, text in filled))
    numbering = _numbering(head, last)
    if numbering is not None:
        layout.not_data[head.number(numbering)] = "numbering"
    _classify(con, relation, layout, head, after=head.number(last), last=last)
    return layout


class Head:
    """The first records of a grid, their cells cleaned, with the merges that touch them."""

    def __init__(self, records: list[tuple[int, list[str]]], grid: Grid) -> None:
        self.records = records
        self.width = grid.columns
        self.merged = [merge for merge in grid.merged if merge[0] <= HEAD]

    def __len__(self) -> int:
        return len(self.records)

    def number(self, i: int) -> int:
        """source_row of the i-th record."""
        return self.records[i][0]

    def cells(self, i: int) -> list[str]:
        return self.records[i][1]

    def filled(self, i: int) -> list[tuple[int, str]]:
        """(position, text) of the cells that hold something."""
        return [(n, text) for n, text in enumerate(self.cells(i), 1) if text]

    def covered(self, i: int) -> set[int]:
        """Positions that are filled or lie in a merge with text in its first cell."""
        places = {n for n, _ in self.filled(i)}
        for r1, c1, r2, c2 in self.merged:
            if r1 <= self.number(i) <= r2:
                places |= set(range(c1, min(c2, self.width) + 1))
        return places

    def owner(self, i: int, position: int) -> str:
        """The text of the merge in this record that covers a position; '' where there is none."""
        for r1, c1, _, c2 in self.merged:
            if r1 == self.number(i) and c1 <= position <= c2:
                return self.cells(i)[c1 - 1]
        return ""


def _clean(cell: str | None) -> str:
    return (cell or "").strip(BLANKS)


def _is_numeric(text: str) -> bool:
    return NUMERIC.fullmatch(text) is not None


def _header_at(head: Head, headings: HeadingBook, hint: LayoutHint) -> int | None:
    """Index of the record that is the header, or its level with the known names."""
    looked = range(min(len(head), LOOKED_AT))
    if hint.header_row is not None:
        return next((i for i in range(len(head)) if head.number(i) == hint.header_row), None)
    if len(head) and head.number(0) == 0:  # a JSON grid brings its keys
        return 0
    scores = {i: _score(head, i, headings, hint) for i in looked}
    best = max(scores.values(), default=0)
    if best >= 2:
        return min(i for i in looked if scores[i] == best)
    by_shape = next((i for i in looked if _looks_like_header(head, i)), None)
    if by_shape is None and best == 1:  # a list of one column, or one known name among strangers
        return next((i for i in looked if scores[i] == 1 and len(head.filled(i)) >= min(2, head.width)), None)
    return by_shape


def _score(head: Head, i: int, headings: HeadingBook, hint: LayoutHint) -> int:
    """How many fields of one dataset (or headings of the source) this record names."""
    keys = {normalise(text) for _, text in head.filled(i) if len(text) <= LONGEST_HEADING}
    keys |= {re.sub(r"^\d+_", "", key) for key in keys}
    known = [len({aliases[key] for key in keys if key in aliases}) for aliases in headings.values()]
    return max([len(keys & set(hint.headings)), *known], default=0)


def _looks_like_header(head: Head, i: int) -> bool:
    """Without a known name: distinct words over at least half the width that differ in kind from what lies below."""
    texts = [text for _, text in head.filled(i)]
    if len(texts) < 2 or len(head.covered(i)) * 2 < head.width or len(set(texts)) < len(texts):
        return False
    if any(_is_numeric(text) or len(text) > LONGEST_HEADING for text in texts):
        return False
    if all(re.fullmatch(r"[A-Za-z][a-z0-9]*(_[a-z0-9]+)*", text) for text in texts) and any("_" in t for t in texts):
        return True  # names of a database
    below = [head.filled(k) for k in range(i + 1, min(len(head), i + 21))]
    for position, _ in head.filled(i):
        column = [text for row in below for n, text in row if n == position]
        if column and sum(map(_is_numeric, column)) >= 0.6 * len(column):
            return True
    rows = [[text for _, text in row] for row in below if len(row) * 2 >= head.width]
    return len(texts) >= 4 and bool(rows) and all(len(set(row)) * 2 <= len(row) for row in rows)


def _levels(head: Head, at: int) -> tuple[int, int]:
    """First and last index of the header around the record `at`."""
    first = last = at
    while first > 0 and _is_parent(head, first - 1, first):
        first -= 1
    while last + 1 < len(head) and _is_child(head, last, last + 1, first):
        last += 1
    return first, last


def _vertical(head: Head, upper: int, lower: int) -> bool:
    """A merge of few columns runs from one record into the next."""
    return any(r1 <= head.number(upper) and head.number(lower) <= r2 for r1, _, r2, _ in head.merged)


def _is_parent(head: Head, upper: int, lower: int) -> bool:
    """The record above is a level of the header, not a title: several words, over gaps or merges of the lower one."""
    above = head.filled(upper)
    if len(above) < 2 or any(_is_numeric(text) for _, text in above):
        return False
    if _vertical(head, upper, lower):
        return True
    below = head.cells(lower)
    fills_gap = any(not below[n - 1] for n, _ in above)
    spans = any(r1 == head.number(upper) and c2 > c1 for r1, c1, _, c2 in head.merged)
    return fills_gap or (spans and len(head.covered(upper)) >= 0.8 * len(head.covered(lower)))


def _is_child(head: Head, upper: int, lower: int, first: int) -> bool:
    """The record below is a further level: a merge runs into it, or it fills only the gaps of its parent."""
    if lower - first >= 4:
        return False
    if _vertical(head, upper, lower):
        return True
    above, below = head.cells(upper), head.filled(lower)
    if len(below) < 2 or any(_is_numeric(text) for _, text in below):
        return False
    places = {n for n, _ in below}

    def belongs(n: int) -> bool:
        return not above[n - 1] or (n < head.width and not above[n] and n + 1 in places)

    leaves = [n for n, text in enumerate(above, 1) if text and n not in places]
    return bool(leaves) and any(not above[n - 1] for n in places) and all(belongs(n) for n in places)


def _columns(head: Head, first: int, last: int) -> list[Column]:
    """Titles over all levels: a parent holds for the columns its merge covers, or up to the next parent."""
    merges = any(
        r1 <= head.number(last) and r2 >= head.number(first) and c2 > c1 for r1, c1, r2, c2 in head.merged
    )
    columns = []
    for position in range(1, head.width + 1):
        levels: list[str] = []
        for i in range(first, last + 1):
            text = head.cells(i)[position - 1] or head.owner(i, position)
            if not text and not merges and i < last and any(
                head.cells(k)[position - 1] for k in range(i + 1, last + 1)
            ):
                text = next((t for t in reversed(head.cells(i)[: position - 1]) if t), "")
            if text and text not in levels[-1:]:
                levels.append(text)
        title = " / ".join(levels)
        columns.append(Column(position, title, normalise(title)))
    return columns


def _numbering(head: Head, last: int) -> int | None:
    """Index of a record 1, 2, 3 … or (1), (2), (3) … right under the header."""
    for i in range(last + 1, min(len(head), last + 3)):
        texts = [text for _, text in head.filled(i)]
        if not texts:
            continue
        numbers = [re.fullmatch(r"\(?\s*(\d{1,3})\s*\)?\.?", text) for text in texts]
        if not all(numbers) or [int(n[1]) for n in numbers if n] != list(range(1, len(texts) + 1)):
            return None
        bracketed = all(text.startswith("(") for text in texts)
        return i if len(texts) >= 5 or (bracketed and len(texts) >= 2) else None
    return None


def _classify(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, head: Head, *, after: int, last: int | None = None
) -> None:
    """Give a kind to the records behind `after` that are not data; fills not_data, section, footer."""
    width = sum(bool(column.title) for column in layout.columns) if last is not None else head.width
    narrow = max(min(max(2, width // 3), width - 1), 1)
    half = max(narrow, width // 2)
    positions = range(1, head.width + 1)
    start = next((column.position for column in layout.columns if column.title), 1)
    cells = ", ".join(f"nullif(trim(c{n}, $blanks), '')" for n in positions)
    filled = " + ".join(f"(c{n} is not null)::integer" for n in positions)
    names = ", ".join(f"c{n}" for n in positions)
    reach = [n for n in positions if start <= n < start + SECTION_REACH]
    in_reach = ", ".join(f"nullif(trim(c{n}, $blanks), '')" for n in reach)
    parameters = {"blanks": BLANKS, "after": after, "total": TOTAL, "figures": TOTAL_OF_FIGURES}
    parameters |= {"signature": SIGNATURE, "note": NOTE, "roman": ROMAN, "narrow": narrow, "half": half}
    again, repeated = "false", "false"
    if last is not None and len(head.filled(last)) >= 2:
        parameters |= {f"h{n}": text for n, text in head.filled(last)}
        again = f"c{head.filled(last)[0][0]} = $h{head.filled(last)[0][0]}"
        repeated = " and ".join(f"trim(c{n}, $blanks) = $h{n}" for n, _ in head.filled(last))
    # S608: built from counted column names and the caller's relation; every value is a parameter.
    con.execute(
        f"""
        create or replace temp table layout_suspects as
        select source_row, {names}, {filled} as filled from {relation}
        where source_row > $after
            and ({filled} <= $half or {again} or regexp_matches(coalesce({names}), $suspect))
        """,  # noqa: S608
        {name: parameters[name] for name in ("after", "half", *(("h%d" % head.filled(last)[0][0],) if again != "false" else ()))}
        | {"suspect": SUSPECT},
    )
    marks = con.execute(
        f"""
        with marked as (
            select source_row, filled, coalesce({cells}) as label,
                case
                    when label is null then 'blank'
                    when {repeated} then 'header'
                    when regexp_matches(lower(label), $total) then 'total'
                    when regexp_matches(lower(label), $figures)
                        and not regexp_matches(substr(concat_ws(' ', {cells}), length(label) + 1), '[[:alpha:]]{{2}}')
                        then 'total'
                    when filled > $half then null
                    when regexp_matches(concat_ws(chr(10), {cells}), $signature) then 'signature'
                    when regexp_matches(label, $note) then 'note'
                    when filled > $narrow then null
                    when {len(positions)} >= 3 and regexp_matches(label, '[[:alpha:]]{{3}}')
                        and len(list_filter([{cells}], lambda cell: cell is not null)) = 1
                        and coalesce({in_reach}) is not null then 'section'
                    when {len(positions)} >= 4 and regexp_matches(label, $roman)
                        and len(list_filter([{cells}], lambda cell: cell is not null)) = 2
                        and regexp_matches(concat_ws(' ', {in_reach}), '[[:alpha:]]{{3}}') then 'section'
                end as kind
            from layout_suspects
        ),
        last_wide as (
            select max(source_row) as wide_row from {relation} left join marked using (source_row)
            where source_row > $after and {filled} > $half and kind is null
        ),
        tail as (
            select min(source_row) as tail_row, min(source_row) filter (where kind = 'signature') as signed
            from marked
            where kind in ('note', 'signature') and source_row > coalesce((select wide_row from last_wide), $after)
        )
        select source_row, kind, tail_row, signed, (select wide_row from last_wide) as last_wide
        from marked, tail
        where kind is not null or (source_row > tail_row and filled <= $half)
        order by source_row
        """,  # noqa: S608
        parameters,
    ).fetchall()
    con.execute("drop table layout_suspects")
    spoken: dict[int, str] = {}
    for row, kind, tail, signed, last_wide in marks:
        if kind == "blank":
            layout.not_data.setdefault(row, "blank")
            continue
        if tail is not None and row >= tail and kind != "total":
            kind = "signature" if signed is not None and row >= signed else "note"
        elif kind == "section" and row > (last_wide or after):
            kind = "note"
        if kind is not None and row not in layout.not_data:
            layout.not_data[row] = kind
            spoken[row] = kind
    _speak(con, relation, layout, spoken)


def _speak(con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, spoken: dict[int, str]) -> None:
    """Read the words of sections, totals and notes."""
    wanted = [row for row, kind in spoken.items() if kind in ("section", "total", "note")]
    if not wanted:
        return
    found = con.execute(
        # S608: the caller's relation; the rows are a parameter.
        f"select * from {relation} where source_row in (select unnest($rows::integer[])) order by source_row",  # noqa: S608
        {"rows": wanted},
    ).fetchall()
    for row, *cells in found:
        texts = [" ".join(text.split()) for text in map(_clean, cells) if text]
        if not texts:
            continue
        if spoken[row] == "section":
            layout.section[row] = texts[-1]
        elif len(texts) > 1:
            layout.footer.setdefault(texts[0].rstrip(" :="), " | ".join(texts[1:]))
        elif ":" in texts[0]:
            label, _, rest = texts[0].partition(":")
            layout.footer.setdefault(label.strip(), rest.strip())


def spread_merges(con: duckdb.DuckDBPyConnection, grid: Grid, layout: Layout, *, relation: str = "grid") -> int:
    """Fill merged cells of the data downwards inside their merge only; `relation` must be a table. Cells filled."""
    after = max(layout.header_rows, default=0)
    done = 0
    for r1, c1, r2, c2 in grid.merged:
        if r1 > after and r2 > r1 and c1 == c2:
            con.execute(
                # S608: the caller's relation and a counted column.
                f"""update {relation} set c{int(c1)} = (select c{int(c1)} from {relation} where source_row = $top)
                where source_row > $top and source_row <= $bottom and c{int(c1)} is null""",  # noqa: S608
                {"top": r1, "bottom": r2},
            )
            done += r2 - r1
    return done
