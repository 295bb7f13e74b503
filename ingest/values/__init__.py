"""Values: one kind of value per module, as DuckDB macros; text as delivered in, typed value or null out.

Each module states MACROS (SQL) and `sql(text, prepared, style, field)`: the expression that reads a cleaned text.
`prepared` is the same text brought into the form the kind compares (PREPARED), computed once per cell: DuckDB's
macros repeat their arguments, and a date would otherwise cost a hundred regular expressions to plan.
A text that is there but gives null is a fault; which faults a kind knows beyond "invalid" stands in faults.py.
"""

import duckdb

from ingest.dataset import Field
from ingest.values import answer, code, date, identifier, nip, number, person, position_kind, rating, text
from ingest.values.style import Style

READERS = {
    "text": text.sql,
    "nip": nip.sql,
    "identifier": identifier.sql,
    "date": date.sql,
    "timestamp": date.timestamp_sql,
    "number": number.sql,
    "integer": number.integer_sql,
    "rating": rating.sql,
    "predikat": rating.predikat_sql,
    "org_predikat": rating.organisation_sql,
    "code": code.sql,
    "complaint_class": code.complaint_class_sql,
    "boolean": code.boolean_sql,
    "answer": answer.sql,
    "sex": person.sex_sql,
    "employment": person.employment_sql,
    "position_kind": position_kind.sql,
}

PREPARED = {
    "nip": "siger_nip_digits",
    "date": "siger_date_parts",
    "timestamp": "siger_date_parts",
    "number": "siger_bare",
    "integer": "siger_bare",
    "position_kind": "siger_words",
}


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create all macros in the connection, once per connection."""
    for module in (text, nip, identifier, date, number, rating, code):
        for macro in module.MACROS:
            con.execute(f"create or replace temp macro {macro}")


def prepare(field: Field, text_sql: str) -> str:
    """SQL that brings a cleaned text into the form its kind compares."""
    macro = PREPARED.get(field.kind)
    if field.span:
        text_sql = f"siger_span_{field.span}({text_sql})"
    return f"{macro}({text_sql})" if macro else text_sql


def reader(field: Field, text_sql: str, prepared_sql: str, style: Style) -> str:
    """SQL that reads a cleaned text (never an empty marker) as the field's kind; null = not readable."""
    return READERS[field.kind](text_sql, prepared_sql, style, field)
