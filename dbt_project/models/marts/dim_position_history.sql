with employees as (

    select * from {{ ref('int_employee_snapshot') }} where position_key is not null

),

lists as (

    select * from {{ ref('int_agency_list') }}

),

-- The commonest way a list writes and classes a position.
spellings as (

    select
        agency_code, snapshot_date, position_key, position_name, position_kind, position_level,
        row_number() over (
            partition by agency_code, snapshot_date, position_key
            order by count(*) desc, position_name, position_kind, position_level
        ) as place
    from employees
    where not is_acting
    group by agency_code, snapshot_date, position_key, position_name, position_kind, position_level

),

-- A position without holder is not seen in a staff list: its span ends, and begins anew with the next holder.
states as (

    select
        spellings.*,
        spellings.snapshot_date as listed_on,
        cast({{ dbt.dateadd('day', -1, 'lists.next_date') }} as date) as ends_on
    from spellings
    inner join lists
        on spellings.agency_code = lists.agency_code and spellings.snapshot_date = lists.snapshot_date
    where spellings.place = 1

),

{{ spans('states', ['agency_code', 'position_key'], ['position_name', 'position_kind', 'position_level']) }}

select
    position_key,
    agency_code,
    valid_from,
    valid_to,
    valid_to is null as is_current,
    position_name,
    position_kind,
    position_level
from spans
