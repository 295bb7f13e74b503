with employees as (

    select * from {{ ref('int_employee_snapshot') }} where person_key is not null

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

ordered as (

    select
        *,
        row_number() over (
            partition by person_key order by snapshot_date desc, agency_code, nip, batch_id, source_row
        ) as place
    from employees

)

select
    ordered.person_key,
    ordered.nip,
    ordered.person_name,
    ordered.sex,
    ordered.employment_status,
    ordered.agency_code,
    coalesce(by_id.unit_key, by_name.unit_key) as unit_key,
    ordered.position_key,
    ordered.position_name,
    ordered.position_kind,
    ordered.position_level,
    ordered.rank,
    ordered.superior_nip,
    ordered.education_alias,
    ordered.snapshot_date,
    ordered.batch_id,
    ordered.source_row
from ordered
left join unit_aliases as by_id
    on ordered.agency_code = by_id.agency_code and ordered.unit_id_alias = by_id.alias
left join unit_aliases as by_name
    on ordered.agency_code = by_name.agency_code and ordered.unit_alias = by_name.alias
where ordered.place = 1
