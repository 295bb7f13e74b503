"""Checks: canonical texts become typed rows, each with its first fault and its warnings; one pass of SQL."""

import csv
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import duckdb

from ingest import reasons, values
from ingest.dataset import Dataset, Field
from ingest.errors import FileRefused
from ingest.mapping import Mapped
from ingest.source import Source
from ingest.values.rating import RATING_CODES
from ingest.values.style import Style, quote
from warehouse.settings import PROJECT

# What cannot be read before other fields of the row are: NIP needs a date, predikat the scheme, kind the position.
LATER = ("nip", "predikat", "position_kind")
MATRIX = PROJECT / "dbt_project" / "seeds" / "predikat_matrix.csv"
CONTRADICTING_SHARE = 0.2


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
    styles = _styles(con, mapped, source, base, received)
    checked, refused = f"checked_{number}", f"refused_{number}"
    sql = _sql(mapped, dataset, source, styles)
    if mapped.staged:
        mapped.staged.stage.run(sql, checked)
    else:
        con.execute(f"create or replace temp table {checked} as {sql}")
    _refuse_wrong_direction(con, checked, mapped, source)
    _flag_repeats(con, checked, dataset, mapped)
    has_refused = _split(con, checked, refused, mapped, dataset)
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


def _styles(
    con: duckdb.DuckDBPyConnection, mapped: Mapped, source: Source, base: Style, received: date
) -> dict[str, Style]:
    """Style per field: the source's word, else what the column's own values prove."""
    dataset = source.canonical
    present = {name: field for name, field in dataset.fields.items() if name in mapped.fields}
    styles = {name: base for name in present}
    dates = [
        name
        for name, field in present.items()
        if field.kind in ("date", "timestamp") and not source.dates.order
    ]
    numbers = [
        name for name, field in present.items() if field.kind in ("number", "integer") and base.decimal == "?"
    ]
    asked = [
        f"bool_or(try_cast(regexp_extract(t_{name}, '^(\\d{{1,2}})[-/. ](\\d{{1,2}})[-/. ]\\d', {part}) as integer) > 12)"
        f" filter (where t_{name} not like '____-%')"
        for name in dates
        if name in mapped.titles
        for part in (1, 2)
    ] + [
        f"bool_or(siger_proves_{sign}(siger_bare(t_{name})))"
        for name in numbers
        if name in mapped.titles
        for sign in ("comma", "point")
    ]
    if asked:
        row = con.execute(f"select {', '.join(asked)} from ({mapped.sql})").fetchone()  # noqa: S608 - field names and mapping's SQL
        proof = iter(row or ())
        for name in dates:
            if name in mapped.titles:
                first, second = next(proof), next(proof)
                styles[name] = replace(styles[name], order="mdy" if second and not first else "dmy")
        for name in numbers:
            if name in mapped.titles:
                comma, point = next(proof), next(proof)
                # Both at once: a lone group of three stays unreadable.
                styles[name] = replace(
                    styles[name], decimal="," if comma and not point else "." if point and not comma else "?"
                )
    for name, column in source.columns.items():
        if column and column.format and name in styles:
            styles[name] = replace(styles[name], formats=(column.format,), only_formats=True)
    moment = "received" if mapped.staged else f"date '{received.isoformat()}'"
    dated = [f"v_{name}" for name in ("period_end", "snapshot_date") if name in present]
    context = {name: f"t_{name}" for name in ("position_level", "position_name") if name in present}
    context["reference"] = f"coalesce({', '.join([*dated, moment])})"
    scheme = "v_scheme" if "scheme" in present else _scheme_of_period(present)
    return {name: replace(style, context=context, scheme_sql=scheme) for name, style in styles.items()}


def _scheme_of_period(present: dict[str, Field]) -> str:
    """SQL of the scheme in force at the end of the row's period (domain 2: 2021 is two periods)."""
    if "period_end" not in present:
        return "null"
    return (
        "case when v_period_end >= date '2022-01-01' then 'PERMENPANRB6_2022' when v_period_end > date '2021-06-30' then 'PP30_2019'"
        " when v_period_end >= date '2014-01-01' then 'PP46_2011' when v_period_end is not null then 'PP10_1979' end"
    )


def _sql(mapped: Mapped, dataset: Dataset, source: Source, styles: dict[str, Style]) -> str:
    """mapped texts → early values → later values → fault and warnings."""
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
        later.append(f"{_scheme_of_period(present)} as v_scheme")
    faults = " ".join(_faults(mapped, dataset, source, styles))
    value = " ".join(f"when {quote(name)} then t_{name}" for name in present)
    warned = ", ".join(_warnings(present, source)) or "null"
    return (
        # S608: field names, our macros and quoted words of a validated source.
        f"with mapped as ({mapped.sql}), prepared as (select *{''.join(f', {sql}' for sql in prepared)} from mapped),"  # noqa: S608
        f" early as (select *{''.join(f', {sql}' for sql in early)} from prepared),"
        f" typed as (select *{''.join(f', {sql}' for sql in later)} from early),"
        f" judged as (select *, case {faults} end as fault from typed)"
        f" select source_row, source_column, records, {', '.join(f'v_{name}' for name in _columns(dataset, mapped))},"
        f" split_part(fault, ':', 1) as fault_field, split_part(fault, ':', 2) as fault,"
        f" case split_part(fault, ':', 1) {value} end as fault_value,"
        f" nullif(concat_ws(',', {warned}), '') as warnings from judged"
    )


def _columns(dataset: Dataset, mapped: Mapped) -> list[str]:
    """Fields with a value: mapped ones and the derived scheme."""
    return [name for name in dataset.fields if name in mapped.fields or name == "scheme"]


def _faults(mapped: Mapped, dataset: Dataset, source: Source, styles: dict[str, Style]) -> list[str]:
    """Arms of the case that names a row's first fault as field:fault."""
    own = [f"t_{name} is null" for name in mapped.titles if name in dataset.fields]
    arms = ["when surplus then ':surplus_fields'"]
    if own:
        arms.append(f"when {' and '.join(own)} then ':blank'")
    needed = [f"t_{name} is null" for name in dataset.required if name in mapped.titles]
    cells = [f"t_{name}" for name in mapped.titles]
    if needed and len(cells) > 2:
        # A formula spilled below the data: no key, and one constant in all columns.
        spilled = f"len(list_distinct([{', '.join(cells)}])) = 1 and len(list_filter([{', '.join(cells)}], lambda cell: cell is not null)) > 1"
        arms.append(f"when case when {' or '.join(needed)} then {spilled} else false end then ':blank'")
    for name, field in dataset.fields.items():
        if name not in mapped.fields:
            if field.required:
                arms.append(f"when true then '{name}:missing'")
            continue
        text, value = f"t_{name}", f"v_{name}"
        if field.required:
            arms.append(f"when {text} is null then '{name}:missing'")
        if field.kind == "nip":
            if field.required:
                arms.append(f"when {value} is null and siger_nip_scientific({text}) then '{name}:scientific'")
                arms.append(f"when {value} is null then '{name}:invalid'")
            continue
        if styles[name].decimal == "?" and field.kind in ("number", "integer"):
            arms.append(
                f"when {value} is null and regexp_matches(p_{name}, '^[+-]?\\d{{1,3}}[.,]\\d{{3}}$') then '{name}:ambiguous'"
            )
        if field.kind != "text":
            arms.append(f"when {text} is not null and {value} is null then '{name}:invalid'")
        if field.kind in ("number", "integer") and (field.min is not None or field.max is not None):
            low, high = (f"{bound:g}" if bound is not None else value for bound in (field.min, field.max))
            arms.append(f"when {value} not between {low} and {high} then '{name}:out_of_range'")
    if {"period_start", "period_end"} <= mapped.fields:
        arms.append("when v_period_end < v_period_start then 'period_end:order'")
    return arms


def _warnings(present: dict[str, Field], source: Source) -> list[str]:
    """SQL texts, each a warning's code or null."""
    found = []
    for name, field in present.items():
        if field.kind == "nip":
            found.append(f"case when siger_nip_truncated(v_{name}) then '{name}_truncated' end")
            if not field.required:
                found.append(f"case when t_{name} is not null and v_{name} is null then '{name}_invalid' end")
        if field.kind == "position_kind":
            found.append(f"case when v_{name} = 'tidak_diketahui' then 'position_kind_unknown' end")
    if "nip" in present and "sex" in present:
        found.append("case when siger_nip_sex(v_nip) <> v_sex then 'nip_sex_mismatch' end")
    if "nip" in present and "birth_date" in present:
        found.append("case when siger_nip_born(v_nip) <> v_birth_date then 'nip_birth_mismatch' end")
    if source.dataset == "appraisals":
        raters = [f"v_{name} is null" for name in ("rater_nip", "rater_name") if name in present]
        found.append(f"case when {' and '.join(raters) or 'true'} then 'rater_missing' end")
        rated = [
            f"v_{name} is null"
            for name in ("result_rating", "behaviour_rating", "predikat_delivered", "score")
            if name in present
        ]
        found.append(f"case when {' and '.join(rated) or 'true'} then 'not_rated' end")
    if source.dataset == "complaints":
        found.append(
            "case when v_agency_name is null then 'agency_missing' end"
            if "agency_name" in present
            else "'agency_missing'"
        )
    elif source.agency or source.section == "agency_name":
        found.append(
            "case when v_agency_name is null then 'agency_unknown' end"
            if "agency_name" in present
            else "'agency_unknown'"
        )
    return found


@cache
def _matrix() -> dict[tuple[str, str], str]:
    """(result, behaviour) → predikat, from the seed that dbt reads too."""
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {
            (row["result_rating"], row["behaviour_rating"]): row["predikat"] for row in csv.DictReader(lines)
        }


def _refuse_wrong_direction(
    con: duckdb.DuckDBPyConnection, checked: str, mapped: Mapped, source: Source
) -> None:
    """Codes read upside down make the matrix disagree with the delivered predikat where the other reading agrees."""
    three = {"result_rating", "behaviour_rating", "predikat_delivered"}
    if source.direction == "words" or not three <= mapped.fields:
        return
    triples = con.execute(
        "select v_result_rating, v_behaviour_rating, v_predikat_delivered, count(*)"  # noqa: S608 - names of our own tables
        f" from {checked}"
        " where v_result_rating is not null and v_behaviour_rating is not null and v_predikat_delivered is not null group by all"
    ).fetchall()
    total = sum(number for *_, number in triples)
    turned = {"di_atas": "di_bawah", "sesuai": "sesuai", "di_bawah": "di_atas"}
    matrix = _matrix()
    wrong = sum(
        number for result, behaviour, predikat, number in triples if matrix[result, behaviour] != predikat
    )
    opposite = sum(
        number
        for result, behaviour, predikat, number in triples
        if matrix[turned[result], turned[behaviour]] != predikat
    )
    if total and wrong / total > CONTRADICTING_SHARE and opposite < wrong:
        best = next(code for code, rating in RATING_CODES[source.direction].items() if rating == "di_atas")
        raise FileRefused(
            "wrong_direction",
            f"Arah kode rating tampak terbalik: menurut sumber {source.source} kode {best} adalah yang terbaik, tetapi {reasons.count(wrong)} dari "
            f"{reasons.count(total)} baris lalu berlawanan dengan predikatnya; periksa «direction» pada sumber.",
        )


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
    repeats = f"""select {key}, max(source_row) as last_row from {checked}
        where fault is null and ({filled}) group by all having count(*) > 1"""  # noqa: S608 - field names
    if con.execute(f"{repeats} limit 1").fetchone() is None:
        return
    con.execute(f"create or replace temp table repeats as {repeats}")
    same = " and ".join(f"{checked}.{column} is not distinct from repeats.{column}" for column in keys)
    con.execute(
        f"""update {checked} set warnings = concat_ws(',', warnings, case when source_row = last_row then 'repeated' else 'superseded' end)
            from repeats where {same}"""  # noqa: S608 - field names
    )


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


def _split(
    con: duckdb.DuckDBPyConnection, checked: str, refused: str, mapped: Mapped, dataset: Dataset
) -> bool:
    """Table `refused`: one line per record that stays outside, with reason, remedy and masked value.

    False, and no table, when every record is good.
    """
    seen = con.execute(f"select distinct fault_field, fault from {checked} where fault <> 'blank'").fetchall()  # noqa: S608 - our table
    if mapped.orphans:
        seen += con.execute(f"select distinct '', fault from {mapped.orphans}").fetchall()  # noqa: S608 - mapping's own table
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
    rows = f"(select * from {checked} where fault <> 'blank')"  # noqa: S608 - our table
    if mapped.records:
        rows = f"(select r.source_row, c.* exclude (source_row, records), 1 as records from {rows} c join {mapped.records} r on r.owner_row = c.source_row)"  # noqa: S608 - names of our own tables
    orphans = ""
    if mapped.orphans:
        orphans = (
            " union all select source_row, null, null, f.title, f.code, f.sentence, f.remedy, f.short, left(value, 200)"  # noqa: S608 - names of our own tables
            f" from {mapped.orphans} o join faults f on f.fault = o.fault and f.field = ''"
        )
    con.execute(
        # S608: names of our own tables and fields.
        f"create or replace temp table {refused} as select source_row, source_column, nullif(fault_field, '') as field, f.title as column_title,"  # noqa: S608
        f" f.code as reason_code, f.sentence as reason, f.remedy, f.short, {value} as value"
        f" from {rows} bad join faults f on f.field = fault_field and f.fault = bad.fault{orphans}"
    )
    return True


def _count(
    con: duckdb.DuckDBPyConnection, checked: str, refused: str | None, dataset: Dataset, mapped: Mapped
) -> Checked:
    """Counts of the tables; the ledger's invariant is asserted on them again when they are loaded."""
    row = con.execute(
        "select count(*) filter (fault is null), coalesce(sum(records) filter (fault is null), 0)::bigint,"  # noqa: S608 - names of our own tables
        f" coalesce(sum(records) filter (fault = 'blank'), 0)::bigint, count(warnings) from {checked}"
    ).fetchone()
    assert row
    short: dict[str, int] = {}
    if refused:
        asked = f"select short, count(*) from {refused} group by short order by 2 desc, 1"  # noqa: S608 - our own table
        short = dict(con.execute(asked).fetchall())
    warned: list[tuple[str, int]] = []
    if row[3]:
        asked = f"select unnest(string_split(warnings, ',')) as w from {checked} where fault is null"  # noqa: S608 - our own table
        warned = con.execute(f"select w, count(*) from ({asked}) group by w order by w").fetchall()  # noqa: S608 - the same
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
