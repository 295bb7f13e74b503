"""Faults: the SQL that names the first fault of a typed row, and the warnings it carries."""

from ingest.dataset import Dataset, Field
from ingest.relation import Mapped
from ingest.source import Source
from ingest.values import nested
from ingest.values.style import Style

# The first decree on public satisfaction surveys is of 2004; nothing here measured anything before.
FIRST_DAY = "date '2004-01-01'"


def faults(mapped: Mapped, dataset: Dataset, source: Source, styles: dict[str, Style]) -> list[str]:
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
        if (column := source.columns.get(name)) and column.nested:
            arms.append(f"when starts_with({text}, {nested.STRANGE}) then '{name}:nested'")
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
    for choice in dataset.one_of:
        lacking = [f"v_{name} is null" for name in choice if name in mapped.fields]
        arms.append(f"when {' and '.join(lacking) or 'true'} then '{choice[0]}:missing'")
    if {"period_start", "period_end"} <= mapped.fields:
        arms.append("when v_period_end < v_period_start then 'period_end:order'")
    return arms


def warnings(present: dict[str, Field], source: Source, received: str) -> list[str]:
    """SQL texts, each a warning's code or null; `received` is SQL of the day on which the file came."""
    found = []
    if events := [f"v_{name}" for name, field in present.items() if field.event]:
        strange = (f"cast({day} as date) not between {FIRST_DAY} and {received} + 1" for day in events)
        found.append(f"case when {' or '.join(strange)} then 'date_implausible' end")
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
