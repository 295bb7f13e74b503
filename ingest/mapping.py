"""Mapping: a located table's columns, titles and constants become one relation of canonical texts.

The relation has one row per record of account's owner: `source_row, source_column, records, surplus, t_<field>`.
Texts are cleaned, empty markers are null, a source's value maps are applied; nothing is typed yet.
"""

import re

import duckdb

from ingest.binding import bind, one, text_of, titles_of
from ingest.facts import Facts
from ingest.heading import letter, normalise
from ingest.relation import Mapped, relate
from ingest.source import Column, Source
from ingest.stage import Stages
from ingest.table import Table
from ingest.values import period
from ingest.values.style import quote

PERIOD = ("period_start", "period_end", "period_kind")


def table(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    located: Table,
    facts: Facts,
    stages: Stages | None = None,
) -> Mapped:
    """Map a plain table: one record, one row. A small one goes over one of the `stages`."""
    bound = bind(source, located.layout)
    texts = {name: text_of(positions, column) for name, (positions, column) in bound.items()}
    periods, join = _periods(con, source, located, facts)
    return relate(
        con,
        source,
        located,
        facts,
        texts | periods,
        titles_of(located.layout, bound),
        joins=join,
        stages=stages,
    )


def wide(con: duckdb.DuckDBPyConnection, source: Source, located: Table, facts: Facts) -> Mapped:
    """Unpivot: each filled cell under a heading of the source's pattern is a row; names stay in the connection.

    Where headings name persons without NIP, the source's `values` of `nip` say whose name has which.
    A group `period` is a label (`Januari`), read with the year of the titles or the file name.
    """
    assert source.wide
    pattern = re.compile(source.wide.heading)
    named = sorted(pattern.groupindex)
    known = {normalise(name): nip for name, nip in source.values.get("nip", {}).items()}
    given = ["nip"] if known and "nip" not in named else []
    groups = [*(name for name in named if name != "period"), *given, *(PERIOD if "period" in named else ())]
    con.execute(
        f"create or replace temp table wide_columns (position integer, letter varchar, {', '.join(f'w_{group} varchar' for group in groups)})"
    )
    cells = []
    for column in located.layout.columns:
        found = pattern.search(re.sub(r"\s+", " ", column.title).strip())
        if found:
            said = found.groupdict() | _period_said(found.groupdict().get("period"), facts.year)
            said["nip"] = said.get("nip") or known.get(normalise(said.get("person_name")))
            con.execute(
                f"insert into wide_columns values (?, ?{', ?' * len(groups)})",
                [column.position, letter(column.position), *(said[group] for group in groups)],
            )
            cells.append(f"c{column.position}")
    unpivoted = (
        f"(select u.*, w.* exclude (position) from (unpivot {located.data} on {', '.join(cells)} into name w_column value w_cell) u"
        " join wide_columns w on u.w_column = 'c' || w.position where siger_text(w_cell) is not null)"
    )
    bound = bind(source, located.layout)
    texts = {name: text_of(positions, column) for name, (positions, column) in bound.items()}
    texts |= {group: f"siger_text(w_{group})" for group in groups if group in source.canonical.fields}
    texts[source.wide.value] = "siger_text(w_cell)"
    return relate(con, source, located, facts, texts, {}, data=unpivoted, column_sql="letter")


def _period_said(label: str | None, year: str | None) -> dict[str, str | None]:
    """Start, end and kind of a heading's period; a label nobody can read stands there as it is and is refused."""
    said = period.parse(label, year) if label else None
    if said is None:
        return {"period_start": label, "period_end": label, "period_kind": None}
    return {
        "period_start": said.start.isoformat(),
        "period_end": said.end.isoformat(),
        "period_kind": said.kind,
    }


def delivery(
    con: duckdb.DuckDBPyConnection, source: Source, answers: Table, respondents: Table, facts: Facts
) -> Mapped:
    """Join answers in long form to respondents: one row per respondent, every answer record accounted for."""
    parts = source.delivery
    assert parts
    key, question, answer = (
        one(answers.layout, heading) for heading in (parts.key, parts.question, parts.answer)
    )
    con.execute(
        f"""create or replace temp table respondents as select siger_identifier(siger_text(c{one(respondents.layout, parts.key)})) as r_key,
            {"".join(f"siger_text(c{one(respondents.layout, heading)}) as r_{name}, " for name, heading in parts.people.columns.items())}
            source_row as r_row from {respondents.data}"""
    )
    con.execute(
        "delete from respondents r where r_key is null or exists (select 1 from respondents o where o.r_key = r.r_key and o.r_row > r.r_row)"
    )
    con.execute(
        f"""create or replace temp table answers as select source_row, siger_identifier(siger_text(c{key})) as a_key,
            siger_identifier(siger_text(c{question})) as a_question, siger_text(c{answer}) as a_answer from {answers.data}"""
    )
    known = ", ".join(map(quote, parts.question_field))
    con.execute(
        f"""create or replace temp table orphans as select source_row,
            case when r_key is null then 'respondent_unknown' else 'question_unknown' end as fault,
            case when r_key is null then a_key else a_question end as value
            from answers left join respondents on a_key = r_key
            where r_key is null or a_question is null or a_question not in ({known})"""
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
        f"(select a.*, r.* from (select owner_row as source_row, a_key, count(*) as n, {picks} from records group by owner_row, a_key) a"
        " join respondents r on a.a_key = r.r_key)"
    )
    texts = {name: f"a_{name}" for name in parts.question_field.values()}
    texts |= {name: f"r_{name}" for name in parts.people.columns}
    texts.setdefault("respondent_id", "a_key")
    titles = {name: f"pertanyaan {number}" for number, name in parts.question_field.items()}
    mapped = relate(con, source, answers, facts, texts, titles, data=joined, records_sql="n")
    return Mapped(mapped.sql, mapped.fields, mapped.titles, records="records", orphans="orphans")


def _periods(
    con: duckdb.DuckDBPyConnection, source: Source, located: Table, facts: Facts
) -> tuple[dict[str, str], str]:
    """Texts of period_start, _end, _kind where columns hold labels, and the join that gives them.

    Labels are few and rows are many: each label is read once, by the same parser as titles.
    """
    rule = source.period
    if rule is None or rule.from_ not in ("column", "year_column") or rule.column is None:
        return {}, ""
    label = text_of([one(located.layout, rule.column)], Column())
    year = text_of([one(located.layout, rule.year_column)], Column()) if rule.year_column else "null"
    found = con.execute(f"select distinct {label} as label, {year} as year from {located.data}").fetchall()
    rows = []
    for text, beside in found:
        said = period.parse(period.counted(text, rule.unit), beside or facts.year) if text else None
        rows.append(
            (text, beside, said and said.start.isoformat(), said and said.end.isoformat(), said and said.kind)
        )
    columns = {
        name: [row[n] for row in rows]
        for n, name in enumerate(("label", "year", "p_start", "p_end", "p_kind"))
    }
    read = ", ".join(f"unnest(${name}::varchar[]) as {name}" for name in columns)
    con.execute(f"create or replace temp table period_labels as select {read}", columns)
    join = (
        f" left join period_labels on label is not distinct from {label} and year is not distinct from {year}"
    )
    # A label nobody can read stays in place: it is then an unreadable date of this row, not an empty one.
    texts = {"period_start": f"coalesce(p_start, {label})", "period_end": f"coalesce(p_end, {label})"}
    if "period_kind" in source.canonical.fields:
        texts["period_kind"] = "p_kind"
    return texts, join
