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
    found = _classified(con, relation, head, columns, last, after)
    for row, kind, tail, signed, last_wide in found:
        if kind == "blank" or last is None:
            if kind == "blank":
                marks.not_data[row] = kind
            continue
        if tail is not None and row >= tail and kind != "total":
            # from the first foot line on, short records belong to the foot, whatever they say
            kind = "signature" if signed is not None and row >= signed else "note"
        elif kind == "section" and row > (last_wide or after):
            kind = "note"  # a lone text with no data below it
        if kind is not None:
            marks.not_data[row] = kind
    _speak(con, relation, head.width, marks)
    return marks


def _classified(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    head: Head,
    columns: list[Column],
    last: int | None,
    after: int,
) -> list[tuple[int, str | None, int | None, int | None, int | None]]:
    """(source_row, kind or null, first foot line, first signature, last full record) of every suspect record.

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
    found = con.execute(
        f"""
        with suspects as (
            select *, coalesce({cells}) as label, concat_ws(chr(10), {cells}) as lines,
                len(list_filter([{cells}], lambda cell: cell is not null)) as texts
            from layout_suspects
        ),
        marked as (
            select source_row, filled,
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
        ),
        last_wide as (
            select max(source_row) as wide_row
            from {relation} left join marked using (source_row)
            where source_row > $after and {filled} > $half and kind is null
        ),
        tail as (
            select min(source_row) as tail_row, min(source_row) filter (where kind = 'signature') as signed
            from marked
            where kind in ('note', 'signature') and source_row > coalesce((select wide_row from last_wide), $after)
        )
        select source_row, kind, tail_row, signed, (select wide_row from last_wide)
        from marked, tail
        where kind is not null or (source_row > tail_row and filled <= $half)
        order by source_row
        """,  # noqa: S608
        headings
        | {"blanks": BLANKS, "after": after, "half": half, "narrow": narrow, "roman": ROMAN}
        | {"total": TOTAL, "figures": TOTAL_OF_FIGURES, "signature": SIGNATURE, "note": NOTE},
    ).fetchall()
    con.execute("drop table layout_suspects")
    return found


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
