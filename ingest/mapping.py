"""Mapping: a located table's columns, titles and constants become one relation of canonical texts.

The relation has one row per record of account's owner: `source_row, source_column, records, surplus, t_<field>`.
Texts are cleaned, empty markers are null, a source's value maps are applied; nothing is typed yet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb

from ingest.dataset import Dataset
from ingest.errors import FileRefused
from ingest.facts import Facts
from ingest.layout import Layout, normalise
from ingest.source import Column, Source
from ingest.stage import Stage, Stages
from ingest.values import period
from ingest.values.style import is_one_of, lookup, quote

FEW_ROWS = 200
"""Up to so many records that are no data are named in the SQL; more stand in a table `<relation>_outside`."""
ZERO_IS_EMPTY = ("nip", "rating", "predikat", "answer")


@dataclass(frozen=True)
class Table:
    """A grid in the connection with its layout."""

    relation: str
    layout: Layout
    kind: str
    """delimited, xlsx, html or json."""
    columns: int
    epoch_1904: bool = False
    sheet: str | None = None

    @property
    def data(self) -> str:
        """SQL: records that are data."""
        if not self.layout.not_data:
            return f"(select * from {self.relation})"  # noqa: S608 - a name of our own making
        rows = ", ".join(str(int(row)) for row in self.layout.not_data)
        if len(self.layout.not_data) > FEW_ROWS:
            rows = f"select source_row from {self.relation}_outside"  # noqa: S608 - a name of our own making
        return f"(select * from {self.relation} where source_row not in ({rows}))"  # noqa: S608 - and row numbers


@dataclass(frozen=True)
class Mapped:
    """The relation's SQL, what is in it, and by what headings its fields came."""

    sql: str
    fields: frozenset[str]
    titles: dict[str, str] = field(default_factory=dict)
    """Field to heading as delivered, for columns of the file only."""
    records: str | None = None
    """Table (source_row, owner_row) where several records make one row."""
    orphans: str | None = None
    """Table (source_row, fault, value) of records that belong to no row."""
    staged: "Staged | None" = None
    """Where the rows pass before the SQL can be run; without it they lie where the SQL says."""


@dataclass(frozen=True)
class Staged:
    """Rows for a stage: what selects them, and what is said of the whole table."""

    stage: Stage
    select: str
    said: dict[str, str]

    def fill(self, received: date) -> None:
        """Put the rows on the stage; `received` is the day of the receipt, a column of every row."""
        self.stage.fill(self.select, {**self.said, "received": received.isoformat()})


def find(layout: Layout, heading: str) -> list[int]:
    """Positions of the columns with that heading: exact, else as the last level of a joined heading."""
    key = normalise(heading)
    exact = [column.position for column in layout.columns if column.key == key]
    levels = [column for column in layout.columns if " / " in column.title]
    return exact or [
        column.position for column in levels if normalise(column.title.rsplit(" / ", 1)[1]) == key
    ]


def has(layout: Layout, heading: str) -> bool:
    """True when the table has a column of that heading."""
    return bool(find(layout, heading))


def bind(source: Source, layout: Layout) -> dict[str, tuple[list[int], Column]]:
    """Field to the positions its text is taken from, in order of preference; raises for ambiguous headings."""
    dataset = source.canonical
    bound: dict[str, tuple[list[int], Column]] = {}
    for name, canonical in dataset.fields.items():
        if name in source.columns:
            column = source.columns[name]
            if column is None:
                continue
            positions = (
                [column.position] if column.position else _positions(layout, column.headings, every=True)
            )
        elif name in source.constants or source.shape == "wide":
            continue
        else:
            column = Column(headings=canonical.aliases)
            positions = _positions(layout, canonical.aliases, every=False)
        if positions:
            bound[name] = (positions, column)
    if source.survey and source.survey.u8_u9 == "swapped":
        swapped = {"u8": bound.get("u9"), "u9": bound.get("u8")}
        bound.update({name: value for name, value in swapped.items() if value})
    return bound


def _positions(layout: Layout, headings: Iterable[str], *, every: bool) -> list[int]:
    found: list[int] = []
    for heading in headings:
        positions = find(layout, heading)
        if len(positions) > 1:
            raise FileRefused(
                "ambiguous_header",
                f"Judul kolom «{heading}» muncul {len(positions)} kali; nyatakan posisi kolomnya pada sumber.",
            )
        found += [position for position in positions if position not in found]
        if found and not every:
            break
    return found


def table(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    located: Table,
    facts: Facts,
    stages: Stages | None = None,
) -> Mapped:
    """Map a plain table: one record, one row. A small one goes over one of the `stages`."""
    bound = bind(source, located.layout)
    texts = {name: _text(positions, column) for name, (positions, column) in bound.items()}
    periods, join = _periods(con, source, located, facts)
    return _relation(
        con,
        source,
        located,
        facts,
        texts | periods,
        _titles(located.layout, bound),
        joins=join,
        stages=stages,
    )


def wide(con: duckdb.DuckDBPyConnection, source: Source, located: Table, facts: Facts) -> Mapped:
    """Unpivot: each filled cell under a heading of the source's pattern is a row; names stay in the connection."""
    assert source.wide
    pattern = re.compile(source.wide.heading)
    groups = sorted(pattern.groupindex)
    con.execute(
        f"create or replace temp table wide_columns (position integer, letter varchar, {', '.join(f'w_{group} varchar' for group in groups)})"
    )
    cells = []
    for column in located.layout.columns:
        found = pattern.search(re.sub(r"\s+", " ", column.title).strip())
        if found:
            con.execute(
                f"insert into wide_columns values (?, ?{', ?' * len(groups)})",  # noqa: S608 - placeholders only
                [column.position, letter(column.position), *(found[group] for group in groups)],
            )
            cells.append(f"c{column.position}")
    unpivoted = (
        f"(select u.*, w.* exclude (position) from (unpivot {located.data} on {', '.join(cells)} into name w_column value w_cell) u"  # noqa: S608
        " join wide_columns w on u.w_column = 'c' || w.position where siger_text(w_cell) is not null)"
    )
    bound = bind(source, located.layout)
    texts = {name: _text(positions, column) for name, (positions, column) in bound.items()}
    texts |= {group: f"siger_text(w_{group})" for group in groups}
    texts[source.wide.value] = "siger_text(w_cell)"
    return _relation(con, source, located, facts, texts, {}, data=unpivoted, column_sql="letter")


def letter(position: int) -> str:
    """Spreadsheet name of a column: 1 = A, 27 = AA."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def delivery(
    con: duckdb.DuckDBPyConnection, source: Source, answers: Table, respondents: Table, facts: Facts
) -> Mapped:
    """Join answers in long form to respondents: one row per respondent, every answer record accounted for."""
    parts = source.delivery
    assert parts
    key, question, answer = (
        _one(answers.layout, heading) for heading in (parts.key, parts.question, parts.answer)
    )
    con.execute(
        f"""create or replace temp table respondents as select siger_identifier(siger_text(c{_one(respondents.layout, parts.key)})) as r_key,
            {"".join(f"siger_text(c{_one(respondents.layout, heading)}) as r_{name}, " for name, heading in parts.respondents.columns.items())}
            source_row as r_row from {respondents.data}"""  # noqa: S608 - positions and field names
    )
    con.execute(
        "delete from respondents r where r_key is null or exists (select 1 from respondents o where o.r_key = r.r_key and o.r_row > r.r_row)"
    )
    con.execute(
        f"""create or replace temp table answers as select source_row, siger_identifier(siger_text(c{key})) as a_key,
            siger_identifier(siger_text(c{question})) as a_question, siger_text(c{answer}) as a_answer from {answers.data}"""  # noqa: S608
    )
    known = ", ".join(map(quote, parts.question_field))
    con.execute(
        f"""create or replace temp table orphans as select source_row,
            case when r_key is null then 'respondent_unknown' else 'question_unknown' end as fault,
            case when r_key is null then a_key else a_question end as value
            from answers left join respondents on a_key = r_key
            where r_key is null or a_question is null or a_question not in ({known})"""  # noqa: S608 - quoted words of the source
    )
    con.execute(
        """create or replace temp table records as select source_row, min(source_row) over (partition by a_key) as owner_row, a_key, a_question, a_answer
            from answers where source_row not in (select source_row from orphans)"""
    )
    picks = ", ".join(
        f"arg_max(a_answer, source_row) filter (a_question = {quote(number)}) as a_{name}"
        for number, name in parts.question_field.items()
    )
    joined = (
        f"(select a.*, r.* from (select owner_row as source_row, a_key, count(*) as n, {picks} from records group by owner_row, a_key) a"  # noqa: S608
        " join respondents r on a.a_key = r.r_key)"
    )
    texts = {name: f"a_{name}" for name in parts.question_field.values()}
    texts |= {name: f"r_{name}" for name in parts.respondents.columns}
    texts.setdefault("respondent_id", "a_key")
    titles = {name: f"pertanyaan {number}" for number, name in parts.question_field.items()}
    mapped = _relation(con, source, answers, facts, texts, titles, data=joined, records_sql="n")
    return Mapped(mapped.sql, mapped.fields, mapped.titles, records="records", orphans="orphans")


def _one(layout: Layout, heading: str) -> int:
    positions = find(layout, heading)
    if len(positions) != 1:
        raise FileRefused("ambiguous_header", f"Judul kolom «{heading}» harus ada tepat satu kali.")
    return positions[0]


def _text(positions: list[int], column: Column) -> str:
    """SQL of the first filled cell, cut to the part the source asks for."""
    cells = [f"siger_text(c{position})" for position in positions]
    text = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})"
    return f"nullif(trim(regexp_extract({text}, {quote(column.part)}, 1)), '')" if column.part else text


def _titles(layout: Layout, bound: dict[str, tuple[list[int], Column]]) -> dict[str, str]:
    by_position = {column.position: column.title for column in layout.columns}
    return {
        name: by_position.get(positions[0], letter(positions[0])) for name, (positions, _) in bound.items()
    }


def _periods(
    con: duckdb.DuckDBPyConnection, source: Source, located: Table, facts: Facts
) -> tuple[dict[str, str], str]:
    """Texts of period_start, _end, _kind where columns hold labels, and the join that gives them.

    Labels are few and rows are many: each label is read once, by the same parser as titles.
    """
    rule = source.period
    if rule is None or rule.from_ not in ("column", "year_column") or rule.column is None:
        return {}, ""
    label = _text([_one(located.layout, rule.column)], Column())
    year = _text([_one(located.layout, rule.year_column)], Column()) if rule.year_column else "null"
    found = con.execute(f"select distinct {label} as label, {year} as year from {located.data}").fetchall()  # noqa: S608 - positions
    rows = []
    for text, beside in found:
        said = period.parse(text, beside or facts.year) if text else None
        rows.append(
            (text, beside, said and said.start.isoformat(), said and said.end.isoformat(), said and said.kind)
        )
    con.execute(
        "create or replace temp table period_labels (label varchar, year varchar, p_start varchar, p_end varchar, p_kind varchar)"
    )
    if rows:
        con.executemany("insert into period_labels values (?, ?, ?, ?, ?)", rows)
    join = (
        f" left join period_labels on label is not distinct from {label} and year is not distinct from {year}"
    )
    # A label nobody can read stays in place: it is then an unreadable date of this row, not an empty one.
    texts = {"period_start": f"coalesce(p_start, {label})", "period_end": f"coalesce(p_end, {label})"}
    if "period_kind" in source.canonical.fields:
        texts["period_kind"] = "p_kind"
    return texts, join


def _relation(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    located: Table,
    facts: Facts,
    texts: dict[str, str],
    titles: dict[str, str],
    *,
    data: str | None = None,
    column_sql: str = "null",
    records_sql: str = "1",
    joins: str = "",
    stages: Stages | None = None,
) -> Mapped:
    """Columns, then section, titles and constants, as one select; a cell of the row wins over what holds for all."""
    dataset = source.canonical
    constants = _constants(source, dataset)
    said = {name: text for name, text in _said(dataset, facts).items() if name not in constants}
    beside = ["p_start", "p_end", "p_kind"] if joins else []
    if source.section and located.layout.section:
        con.execute("create or replace temp table sections (from_row integer, section varchar)")
        con.executemany("insert into sections values (?, ?)", list(located.layout.section.items()))
        joins = f" asof left join sections on source_row >= from_row{joins}"
        beside.append("section")
        texts[source.section] = f"coalesce({texts.get(source.section, 'null')}, siger_text(section))"
    whole = {name: quote(text) if stages is None else f"w_{name}" for name, text in said.items()}
    for name, literal in (whole | constants).items():
        texts[name] = f"coalesce({texts[name]}, {literal})" if name in texts else literal
    selected = []
    for name, text in texts.items():
        canonical = dataset.fields[name]
        if canonical.kind in ZERO_IS_EMPTY:
            text = f"nullif(nullif({text}, '0'), '0.0')"
        if name in source.values:
            text = _mapped_words(con, text, source.values[name])
        selected.append(f"{text} as t_{name}")
    surplus = _surplus(located) if data is None else "false"
    day = ""
    staged = None
    rows = f"{data or located.data}{joins}"
    if stages is not None:
        staged = _stage(stages, source, located, rows, said, beside)
        rows, day = staged.stage.rows, ", received::date as received"
    # S608: positions, field names and quoted words of a validated source; cells never become SQL.
    sql = (
        f"select source_row, {column_sql}::varchar as source_column, {records_sql} as records, {surplus} as surplus, {', '.join(selected)}{day}"  # noqa: S608
        f" from {rows}"
    )
    return Mapped(sql, frozenset(texts), titles, staged=staged)


def _stage(
    stages: Stages, source: Source, located: Table, rows: str, said: dict[str, str], beside: list[str]
) -> Staged:
    """The stage for tables whose statements read the same: source, headings and what is said, not what it says."""
    headings = tuple((column.position, column.title) for column in located.layout.columns)
    cells = ["source_row", *(f"c{position}" for position in range(1, located.columns + 1)), *beside]
    shape = (source.source, located.kind, located.epoch_1904, headings, tuple(cells), tuple(said))
    words = [f"${name}::varchar as w_{name}" for name in said]
    select = f"select {', '.join([*cells, *words])}, $received::varchar as received from {rows}"  # noqa: S608 - counted columns, field names
    return Staged(stages.of(shape), select, said)


def _said(dataset: Dataset, facts: Facts) -> dict[str, str]:
    """Fields that titles, file name or receipt say of all rows."""
    said: dict[str, object] = {
        "agency_name": facts.agency_name,
        "unit_name": facts.unit_name,
        "snapshot_date": facts.as_of,
        "period_start": facts.period and facts.period.start,
        "period_end": facts.period and facts.period.end,
        "period_kind": facts.period and facts.period.kind,
    }
    return {name: str(value) for name, value in said.items() if value is not None and name in dataset.fields}


def _constants(source: Source, dataset: Dataset) -> dict[str, str]:
    """Fields that the source says of all rows, as SQL literals."""
    said: dict[str, object] = {}
    if source.survey:
        said = {
            "scale_max": source.survey.scale_max,
            "element_count": source.survey.element_count,
            "u8_u9_declared": source.survey.u8_u9 != "undeclared",
        }
    said |= source.constants
    return {
        name: quote(str(value))
        for name, value in said.items()
        if value is not None and name in dataset.fields
    }


def _mapped_words(con: duckdb.DuckDBPyConnection, text: str, words: dict[str, str | None]) -> str:
    """SQL: the source's code for a word it lists, else the text itself."""
    listed = con.execute(
        "select siger_words(siger_scrub(word)) from (select unnest($words::varchar[]) as word)",
        {"words": list(words)},
    ).fetchall()
    keys = dict(zip((key for (key,) in listed), words.values(), strict=True))
    key = f"siger_words({text})"
    return f"case when {is_one_of(key, keys)} then {lookup(key, keys)} else {text} end"


def _surplus(located: Table) -> str:
    """SQL: something stands right of the last heading; in text files that is a broken record, in sheets a neighbour."""
    last = max((column.position for column in located.layout.columns if column.title.strip()), default=0)
    beyond = range(last + 1, located.columns + 1)
    if located.kind != "delimited" or not last or not beyond:
        return "false"
    return f"coalesce({', '.join(f'siger_text(c{position})' for position in beyond)}) is not null"
