with employees as (

    select * from {{ ref('stg_employees') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

int_nip as (

    select * from {{ ref('int_nip') }}

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

listed as (

    select
        employees.*,
        int_nip.person_key,
        int_nip.nip as person_nip,
        coalesce(of_row.agency_code, of_batch.agency_code) as agency_code,
        coalesce(employees.snapshot_date, batches.data_on) as listed_on,
        row_number() over (
            partition by int_nip.nip, coalesce(employees.snapshot_date, batches.data_on)
            order by {{ latest_first('batches') }}
        ) as version
    from employees
    inner join batches on employees.batch_id = batches.batch_id
    inner join int_nip on employees.nip = int_nip.delivered_nip
    left join aliases as of_row on employees.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    where {{ not_withdrawn('employees', 'employees') }}

),

-- Words of the state for people who left or are away for long.
inactive as (

    select distinct listed.legal_status
    from listed
    inner join {{ ref('inactive_status') }} as words
        on listed.legal_status like {{ dbt.concat(["'%'", "words.status_part", "'%'"]) }}

)

select
    listed.person_key,
    listed.person_nip as nip,
    listed.listed_on as snapshot_date,
    listed.agency_code,
    listed.agency_name,
    listed.agency_alias,
    listed.unit_id,
    listed.unit_id_alias,
    listed.unit_name,
    listed.unit_alias,
    listed.position_name,
    listed.position_key,
    coalesce(listed.position_kind, kinds.position_kind) as position_kind,
    listed.position_level,
    listed.person_name,
    listed.sex,
    listed.employment_status,
    listed.rank,
    listed.superior_nip,
    listed.education_alias,
    superiors.person_key as superior_person_key,
    {{ is_acting('listed.position_name') }} as is_acting,
    listed.appointed_on,
    inactive.legal_status is null as is_in_service,
    listed.batch_id,
    listed.source_row
from listed
left join inactive on listed.legal_status = inactive.legal_status
left join {{ ref('int_position_kind') }} as kinds on listed.position_key = kinds.position_key
left join int_nip as superiors on listed.superior_nip = superiors.delivered_nip
where listed.version = 1
