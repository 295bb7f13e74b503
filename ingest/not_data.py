"""Records that are no data: blanks, repeated headers, sections, totals, notes, signatures — by SQL, at any size."""

from dataclasses import dataclass, field

import duckdb

from ingest.header import BLANKS, Head, clean
from ingest.heading import Column

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
ROMAN = r"^([IVXLC]{1,5}|[A-Z])\.?$"
SECTION_REACH = 3
LONGEST_FOOT = 60


@dataclass
class Marks:
    """What stands behind the header besides data: kinds by source_row, words of sections and of the footer."""

    not_data: dict[int, str] = field(default_factory=dict)
    section: dict[int, str] = field(default_factory=dict)
    footer: dict[str, str] = field(default_factory=dict)


def mark(
    con: duckdb.DuckDBPyConnection, relation: str, head: Head, columns: list[Column], last: int | None
) -> Marks:
    """Kinds of the records behind the header's last level, `last` (an index of head).

    Without a header (None) only blanks are marked: what a strange file means by its rows is not guessed.
    """
    marks = Marks()
    after = head.number(last) if last is not None else -1
    _classify(con, relation, head, columns, last, after)
    found = con.execute(
        "select source_row, kind from layout_marked where kind is not null order by 1"
    ).fetchall()
    if last is None:
        marks.not_data = {row: kind for row, kind in found if kind == "blank"}
        return marks
    marks.not_data = dict(found)
    last_full = _last_full(con, relation, head, found)
    for row, kind in _foot(con, last_full):
        marks.not_data[row] = kind
    for row, kind in found:
        if kind == "section" and row > last_full:
            marks.not_data[row] = "note"  # a lone text with no data below it
    con.execute("drop table layout_marked")
    _speak(con, relation, head.width, marks)
    return marks


def _last_full(
    con: duckdb.DuckDBPyConnection, relation: str, head: Head, found: list[tuple[int, str]]
) -> int:
    """The last full record behind the first foot line or section; 0 when none follows."""
    loose = [row for row, kind in found if kind in ("section", "note", "signature")]
    if not loose:
        return 0
    filled = " + ".join(f"(c{n} is not null)::integer" for n in range(1, head.width + 1))
    ((row,),) = con.execute(
        # S608: the caller's relation and counted columns.
        f"""
        select max(source_row) from {relation}
        where source_row > $loose and {filled} > (select max(half) from layout_marked)
            and source_row not in (select source_row from layout_marked where kind is not null)
        """,  # noqa: S608
        {"loose": min(loose)},
    ).fetchall()
    return row or 0


def _foot(con: duckdb.DuckDBPyConnection, last_full: int) -> list[tuple[int, str]]:
    """From the first foot line behind the data on, short records belong to the foot, whatever they say."""
    foot = con.execute(
        """
        with tail as (
            select min(source_row) as first_row, min(source_row) filter (where kind = 'signature') as signed
            from layout_marked where kind in ('note', 'signature') and source_row > $last_full
        )
        select source_row, case when source_row >= signed then 'signature' else 'note' end
        from layout_marked, tail
        where source_row >= first_row and filled <= half and coalesce(kind, '') not in ('blank', 'total')
        """,
        {"last_full": last_full},
    ).fetchall()
    # a foot is short: a long stretch of sparse records behind a word like "Catatan" is data
    return foot if len(foot) <= LONGEST_FOOT else []


def _classify(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    head: Head,
    columns: list[Column],
    last: int | None,
    after: int,
) -> None:
    """Fill layout_marked (source_row, filled, half, kind or null) with every record that may be no data.

    Two statements: a cheap sieve over all records, then the fine rules over what it holds back.
    """
    width = sum(bool(column.title) for column in columns) or head.width
    narrow = max(min(max(2, width // 3), width - 1), 1)  # a section, a label with a figure
    half = max(narrow, width // 2)  # a foot line; more than this is a full record
    positions = range(1, head.width + 1)
    start = next((column.position for column in columns if column.title), 1)
    names = ", ".join(f"c{n}" for n in positions)
    cells = ", ".join(f"nullif(trim(c{n}, $blanks), '')" for n in positions)
    filled = " + ".join(f"(c{n} is not null)::integer" for n in positions)
    reach = ", ".join(
        f"nullif(trim(c{n}, $blanks), '')" for n in positions if start <= n < start + SECTION_REACH
    )
    titles = dict(head.filled(last)) if last is not None else {}
    repeated = " and ".join(f"trim(c{n}, $blanks) = $h{n}" for n in titles) if len(titles) >= 2 else "false"
    # a repeated header begins with the same word; without a header nothing repeats
    again = f"c{min(titles)} = $first" if titles else "$first is not null"
    # S608: counted column names and the caller's relation only; every value is a parameter.
    con.execute(
        f"""
        create or replace temp table layout_suspects as
        select source_row, {names}, {filled} as filled
        from {relation}
        where source_row > $after and ({filled} <= $half or {again} or regexp_matches(coalesce({names}), $suspect))
        """,  # noqa: S608
        {"after": after, "half": half, "suspect": SUSPECT, "first": titles[min(titles)] if titles else None},
    )
    headings = {f"h{n}": text for n, text in titles.items()} if len(titles) >= 2 else {}
    con.execute(
        f"""
        create or replace temp table layout_marked as
        with suspects as (
            select *, coalesce({cells}) as label, concat_ws(chr(10), {cells}) as lines,
                len(list_filter([{cells}], lambda cell: cell is not null)) as texts
            from layout_suspects
        )
        select source_row, filled, $half::integer as half,
            case
                when label is null then 'blank'
                when {repeated} then 'header'
                when regexp_matches(lower(label), $total) then 'total'
                when regexp_matches(lower(label), $figures)
                    and not regexp_matches(substr(lines, length(label) + 1), '[[:alpha:]]{{2}}') then 'total'
                when filled > $half then null
                when regexp_matches(lines, $signature) then 'signature'
                when regexp_matches(label, $note) then 'note'
                when filled > $narrow then null
                when {head.width} >= 3 and texts = 1 and coalesce({reach}) is not null
                    and regexp_matches(label, '[[:alpha:]]{{3}}') then 'section'
                when {head.width} >= 4 and texts = 2 and regexp_matches(label, $roman)
                    and regexp_matches(concat_ws(' ', {reach}), '[[:alpha:]]{{3}}') then 'section'
            end as kind
        from suspects
        """,  # noqa: S608
        headings
        | {"blanks": BLANKS, "half": half, "narrow": narrow, "roman": ROMAN}
        | {"total": TOTAL, "figures": TOTAL_OF_FIGURES, "signature": SIGNATURE, "note": NOTE},
    )
    con.execute("drop table layout_suspects")


def _speak(con: duckdb.DuckDBPyConnection, relation: str, width: int, marks: Marks) -> None:
    """Read the words of sections, totals and notes."""
    wanted = [row for row, kind in marks.not_data.items() if kind in ("section", "total", "note")]
    names = ", ".join(f"c{n}" for n in range(1, width + 1))
    found = con.execute(
        # S608: the caller's relation; the rows are a parameter.
        f"""select source_row, {names} from {relation}
        where source_row in (select unnest($rows::integer[])) order by source_row""",  # noqa: S608
        {"rows": wanted},
    ).fetchall()
    for row, *cells in found:
        texts = [" ".join(text.split()) for text in map(clean, cells) if text]
        if marks.not_data[row] == "section":
            marks.section[row] = texts[-1]
        elif len(texts) > 1:
            marks.footer.setdefault(texts[0].rstrip(" :="), " | ".join(texts[1:]))
        elif ":" in texts[0]:
            label, _, rest = texts[0].partition(":")
            marks.footer.setdefault(label.strip(), rest.strip())
