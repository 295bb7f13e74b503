"""Relation: canonical texts of a table's fields as one select, what is in it, and the stage it passes over."""

from dataclasses import dataclass, field
from datetime import date

import duckdb

from ingest.dataset import Dataset
from ingest.facts import Facts
from ingest.source import Source
from ingest.stage import Stage, Stages
from ingest.table import Table
from ingest.values.style import is_one_of, lookup, quote

ZERO_IS_EMPTY = ("nip", "rating", "predikat", "answer")


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


def relate(
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
        con.execute(
            "create or replace temp table sections as select unnest($rows::integer[]) as from_row, unnest($words::varchar[]) as section",
            {"rows": list(located.layout.section), "words": list(located.layout.section.values())},
        )
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
    # Positions, field names and quoted words of a validated source: cells never become SQL.
    sql = (
        f"select source_row, {column_sql}::varchar as source_column, {records_sql} as records, {surplus} as surplus, {', '.join(selected)}{day}"
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
    select = f"select {', '.join([*cells, *words])}, $received::varchar as received from {rows}"
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
