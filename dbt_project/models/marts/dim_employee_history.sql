with employees as (

    select * from {{ ref('int_employee_snapshot') }}

),

lists as (

    select * from {{ ref('int_agency_list') }}

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

-- A person with two numbers in one day's lists stands there once.
listed as (

    select
        *,
        row_number() over (partition by person_key, snapshot_date order by agency_code, nip) as place
    from employees
    where person_key is not null and agency_code is not null

),

-- A row holds until the person's next one, or until a list of the agency that has the person no more.
lasting as (

    select
        listed.*,
        listed.snapshot_date as listed_on,
        coalesce(by_id.unit_key, by_name.unit_key) as unit_key,
        least(
            coalesce(
                lead(listed.snapshot_date) over (partition by listed.person_key order by listed.snapshot_date),
                lists.next_date
            ),
            coalesce(
                lists.next_date,
                lead(listed.snapshot_date) over (partition by listed.person_key order by listed.snapshot_date)
            )
        ) as next_on
    from listed
    inner join lists on listed.agency_code = lists.agency_code and listed.snapshot_date = lists.snapshot_date
    left join unit_aliases as by_id
        on listed.agency_code = by_id.agency_code and listed.unit_id_alias = by_id.alias
    left join unit_aliases as by_name
        on listed.agency_code = by_name.agency_code and listed.unit_alias = by_name.alias
    where listed.place = 1

),

states as (

    select *, cast({{ dbt.dateadd('day', -1, 'next_on') }} as date) as ends_on
    from lasting

),

{{ spans('states', ['person_key'], [
    'agency_code', 'unit_key', 'position_key', 'position_name', 'position_kind', 'employment_status', 'rank',
    'superior_person_key', 'is_acting', 'is_in_service',
]) }}

select
    spans.person_key,
    spans.valid_from,
    spans.valid_to,
    spans.valid_to is null as is_current,
    spans.agency_code,
    spans.unit_key,
    spans.position_key,
    spans.position_name,
    spans.position_kind,
    spans.employment_status,
    spans.rank,
    spans.superior_person_key,
    spans.is_acting,
    spans.is_in_service,
    latest.batch_id,
    latest.source_row
from spans
inner join states as latest
    on spans.person_key = latest.person_key and spans.last_listed_on = latest.listed_on
