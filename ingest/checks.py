"""Checks: canonical texts become typed rows, each with its first fault and its warnings; one pass of SQL."""

from dataclasses import dataclass
from datetime import date

import duckdb

from ingest import values
from ingest.column_styles import column_styles, scheme_of_period
from ingest.dataset import Dataset, Field
from ingest.direction import refuse_wrong_direction
from ingest.errors import FileRefused
from ingest.faults import faults, warnings
from ingest.quarantine import set_apart
from ingest.relation import Mapped
from ingest.running_numbers import tell_groups_apart
from ingest.source import Source
from ingest.values import nested
from ingest.values.style import Style, quote

# What cannot be read before other fields of the row are: NIP needs a date, predikat the scheme, kind the position.
LATER = ("nip", "predikat", "position_kind")


@dataclass(frozen=True)
class Checked:
    """Counts in records of account, and the connection's tables where the rows are."""

    rows: int
    loaded: int
    quarantined: int
    blank: int
    short: dict[str, int]
    """Records by short words of their reason."""
    warnings: dict[str, int]
    columns: list[str]
    """Fields that the checked table has, in the dataset's order, as v_<field>."""
    checked: str
    refused: str | None
    """None when every record is good."""


def check(
    con: duckdb.DuckDBPyConnection,
    mapped: Mapped,
    source: Source,
    *,
    received: date,
    epoch_1904: bool,
    kind: str,
    number: int = 1,
) -> Checked:
    """Type and judge all rows; raises FileRefused for what is wrong with the whole table.

    `received` is the day of the receipt: the reference of ages where a row has no date of its own.
    `number` keeps the tables of a workbook's sheets apart until they are loaded together.
    """
    dataset = source.canonical
    _refuse_unmappable(source, mapped)
    if mapped.staged:
        mapped.staged.fill(received)
    base = Style(
        order=source.dates.order or "dmy",
        formats=tuple(source.dates.formats),
        epoch_1904=epoch_1904,
        decimal=source.numbers.decimal or ("." if kind == "json" else "?"),
        direction=source.direction,
        scale_max=source.survey.scale_max if source.survey else 4,
    )
    styles = column_styles(con, mapped, source, base, received)
    checked, refused = f"checked_{number}", f"refused_{number}"
    day = "received" if mapped.staged else f"date '{received.isoformat()}'"
    sql = _sql(mapped, dataset, source, styles, day)
    if mapped.staged:
        mapped.staged.stage.run(sql, checked)
    else:
        con.execute(f"create or replace temp table {checked} as {sql}")
    refuse_wrong_direction(con, checked, mapped, source)
    _flag_repeats(con, checked, dataset, mapped)
    has_refused = set_apart(con, checked, refused, mapped, dataset)
    return _count(con, checked, refused if has_refused else None, dataset, mapped)


def _refuse_unmappable(source: Source, mapped: Mapped) -> None:
    """A required field that no column, title or constant gives would refuse every row: say it once, for the file."""
    if source.shape == "wide":
        return
    dataset = source.canonical
    lacking = [name for name in dataset.required if name not in mapped.fields]
    if any(name.startswith("period_") for name in lacking):
        raise FileRefused(
            "period_missing",
            "Periode data tidak tertulis di berkas; pilih periode saat mengunggah atau nyatakan pada sumbernya.",
        )
    if lacking:
        titles = ", ".join(f"«{dataset.fields[name].title}»" for name in lacking)
        raise FileRefused(
            "columns_missing", f"Kolom wajib {titles} tidak ada di berkas; periksa judul kolomnya."
        )


def _sql(mapped: Mapped, dataset: Dataset, source: Source, styles: dict[str, Style], received: str) -> str:
    """mapped texts → early values → later values → fault and warnings; `received` is SQL of a day."""
    present = {name: field for name, field in dataset.fields.items() if name in mapped.fields}
    prepared = [
        f"{values.prepare(field, f't_{name}')} as p_{name}"
        for name, field in present.items()
        if field.kind in values.PREPARED
    ]

    def reads(name: str, field: Field) -> str:
        seen = f"p_{name}" if field.kind in values.PREPARED else f"t_{name}"
        return f"{values.reader(field, f't_{name}', seen, styles[name])} as v_{name}"

    early = [reads(name, field) for name, field in present.items() if field.kind not in LATER]
    later = [reads(name, field) for name, field in present.items() if field.kind in LATER]
    if "scheme" in dataset.fields and "scheme" not in present:
        later.append(f"{scheme_of_period(present)} as v_scheme")
    arms = " ".join(faults(mapped, dataset, source, styles))
    value = " ".join(f"when {quote(name)} then ltrim(t_{name}, {nested.STRANGE})" for name in present)
    warned = ", ".join(warnings(present, source, received)) or "null"
    return (
        # Field names, our macros and quoted words of a validated source.
        f"with mapped as ({mapped.sql}), prepared as (select *{''.join(f', {sql}' for sql in prepared)} from mapped),"
        f" early as (select *{''.join(f', {sql}' for sql in early)} from prepared),"
        f" typed as (select *{''.join(f', {sql}' for sql in later)} from early),"
        f" judged as (select *, case {arms} end as fault from typed)"
        f" select source_row, source_column, records, {', '.join(f'v_{name}' for name in _columns(dataset, mapped))},"
        # most rows have no fault, and cost no more than to see that
        f" case when fault is not null then split_part(fault, ':', 1) end as fault_field,"
        f" case when fault is not null then split_part(fault, ':', 2) end as fault,"
        f" case when fault is not null then case split_part(fault, ':', 1) {value} end end as fault_value,"
        f" nullif(concat_ws(',', {warned}), '') as warnings from judged"
    )


def _columns(dataset: Dataset, mapped: Mapped) -> list[str]:
    """Fields with a value: mapped ones and the derived scheme."""
    return [name for name in dataset.fields if name in mapped.fields or name == "scheme"]


def _flag_repeats(con: duckdb.DuckDBPyConnection, checked: str, dataset: Dataset, mapped: Mapped) -> None:
    """Rows of one key: the last is `repeated`, those above it are `superseded`; all stay loaded."""
    keys = [f"v_{name}" for name in dataset.key if name in mapped.fields]
    if not keys:
        return
    key = ", ".join(keys)
    filled = (
        " or ".join(
            f"{column} is not null"
            for column in keys
            if column.removeprefix("v_") in mapped.titles or mapped.records
        )
        or "false"
    )
    good = f"from {checked} where fault is null and ({filled})"
    # equal keys have equal hashes, and to group by a number costs a fifth of grouping by four texts
    if con.execute(f"select 1 {good} group by hash({key}) having count(*) > 1 limit 1").fetchone() is None:
        return
    if dataset.dataset == "surveys" and not mapped.records:
        tell_groups_apart(con, checked, mapped)
    con.execute(
        f"create or replace temp table repeats as select {key}, max(source_row) as last_row {good} group by all having count(*) > 1"
    )
    same = " and ".join(f"{checked}.{column} is not distinct from repeats.{column}" for column in keys)
    con.execute(
        f"""update {checked} set warnings = concat_ws(',', warnings, case when source_row = last_row then 'repeated' else 'superseded' end)
            from repeats where {same}"""
    )


def _count(
    con: duckdb.DuckDBPyConnection, checked: str, refused: str | None, dataset: Dataset, mapped: Mapped
) -> Checked:
    """Counts of the tables; the ledger's invariant is asserted on them again when they are loaded."""
    row = con.execute(
        "select count(*) filter (fault is null), coalesce(sum(records) filter (fault is null), 0)::bigint,"
        f" coalesce(sum(records) filter (fault = 'blank'), 0)::bigint, count(warnings) from {checked}"
    ).fetchone()
    assert row
    short: dict[str, int] = {}
    if refused:
        asked = f"select short, count(*) from {refused} group by short order by 2 desc, 1"
        short = dict(con.execute(asked).fetchall())
    warned: list[tuple[str, int]] = []
    if row[3]:
        asked = f"select unnest(string_split(warnings, ',')) as w from {checked} where fault is null"
        warned = con.execute(f"select w, count(*) from ({asked}) group by w order by w").fetchall()
    return Checked(
        rows=row[0],
        loaded=row[1],
        quarantined=sum(short.values()),
        blank=row[2],
        short=short,
        warnings=dict(warned),
        columns=_columns(dataset, mapped),
        checked=checked,
        refused=refused,
    )
