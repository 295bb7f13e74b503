with employees as (

    select * from {{ source('raw', 'employees') }}

),

named as (

    select
        *,
        {{ normalise_text('legal_status') }} as legal_status_normalised,
        {{ normalise_agency('agency_name') }} as agency_alias,
        {{ normalise_text('unit_id') }} as unit_id_alias,
        {{ normalise_text('unit_name') }} as unit_alias,
        {{ position_key('position_name') }} as position_key,
        nullif({{ normalise_text('education') }}, '') as education_alias
    from employees

)

select
    batch_id,
    source_row,
    nip,
    person_name,
    sex,
    birth_date,
    employment_status,
    legal_status_normalised as legal_status,
    agency_name,
    agency_alias,
    unit_id,
    unit_id_alias,
    unit_name,
    unit_alias,
    position_name,
    position_key,
    position_kind,
    position_level,
    position_since,
    rank,
    superior_nip,
    education_alias,
    -- Digits 9 to 14 of a NIP: year and month of appointment; a PPPK carries a code in place of the month.
    cast({{ dbt.concat(["substr(nip, 9, 4)", "'-'",
        "case when substr(nip, 13, 2) between '01' and '12' then substr(nip, 13, 2) else '01' end", "'-01'"]) }} as date)
        as appointed_on,
    snapshot_date
from named
