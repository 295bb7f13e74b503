"""Quarantine: the records of a table that stay outside, each with reason, remedy and masked value."""

import duckdb

from ingest import reasons
from ingest.dataset import Dataset, Field
from ingest.relation import Mapped
from ingest.values.style import quote


def set_apart(
    con: duckdb.DuckDBPyConnection, checked: str, refused: str, mapped: Mapped, dataset: Dataset
) -> bool:
    """Table `refused`: one line per record that stays outside, with reason, remedy and masked value.

    False, and no table, when every record is good.
    """
    seen = con.execute(f"select distinct fault_field, fault from {checked} where fault <> 'blank'").fetchall()
    if mapped.orphans:
        seen += con.execute(f"select distinct '', fault from {mapped.orphans}").fetchall()
    if not seen:
        return False
    con.execute(
        "create or replace temp table faults (field varchar, fault varchar, code varchar, sentence varchar, remedy varchar, short varchar, title varchar)"
    )
    for field, fault in seen:
        reason = reasons.of(field, fault, dataset)
        con.execute(
            "insert into faults values (?, ?, ?, ?, ?, ?, ?)",
            [
                field,
                fault,
                reasons.code(field, fault),
                reason.sentence,
                reason.remedy,
                reason.short,
                mapped.titles.get(field),
            ],
        )
    masks = " ".join(
        f"when {quote(name)} then {_mask(field)}" for name, field in dataset.fields.items() if field.personal
    )
    value = f"case fault_field {masks} else left(fault_value, 200) end" if masks else "left(fault_value, 200)"
    rows = f"(select * from {checked} where fault <> 'blank')"
    if mapped.records:
        rows = f"(select r.source_row, c.* exclude (source_row, records), 1 as records from {rows} c join {mapped.records} r on r.owner_row = c.source_row)"
    orphans = ""
    if mapped.orphans:
        orphans = (
            " union all select source_row, null, null, f.title, f.code, f.sentence, f.remedy, f.short, left(value, 200)"
            f" from {mapped.orphans} o join faults f on f.fault = o.fault and f.field = ''"
        )
    con.execute(
        # Names of our own tables and fields.
        f"create or replace temp table {refused} as select source_row, source_column, nullif(fault_field, '') as field, f.title as column_title,"
        f" f.code as reason_code, f.sentence as reason, f.remedy, f.short, {value} as value"
        f" from {rows} bad join faults f on f.field = fault_field and f.fault = bad.fault{orphans}"
    )
    return True


def _mask(field: Field | None) -> str:
    """SQL: the delivered value, unreadable where it speaks of a person."""
    if field is None or not field.personal:
        return "left(fault_value, 200)"
    if field.kind == "nip":
        return (
            "case when siger_nip_scientific(fault_value) then left(fault_value, 3) || '…' || regexp_extract(fault_value, '(?i)e.*$')"
            " else left(fault_value, 4) || '… (' || length(fault_value) || ' karakter)' end"
        )
    return "left(fault_value, 1) || '… (' || length(fault_value) || ' karakter)'"
