with employees as (

    select * from {{ ref('int_employee_snapshot') }} where agency_code is not null

),

lists as (

    select * from {{ ref('int_agency_list') }}

),

counted as (

    select *, count(*) over (partition by agency_code, snapshot_date, agency_alias) as rows_named_so
    from employees

),

-- A list speaks with the name most of its rows have; rows that name no agency lie in a file that is the agency's.
named as (

    select
        *,
        row_number() over (
            partition by agency_code, snapshot_date
            order by
                case when agency_alias is null then 1 else 0 end,
                rows_named_so desc, agency_alias, batch_id, source_row
        ) as place
    from counted

),

states as (

    select
        named.*,
        lists.snapshot_date as listed_on,
        cast({{ dbt.dateadd('day', -1, 'lists.next_date') }} as date) as ends_on
    from named
    inner join lists on named.agency_code = lists.agency_code and named.snapshot_date = lists.snapshot_date
    where named.place = 1

),

{{ spans('states', ['agency_code'], ['agency_alias']) }}

select
    spans.agency_code,
    spans.valid_from,
    spans.valid_to,
    spans.valid_to is null as is_current,
    latest.agency_name as stated_name,
    latest.batch_id,
    latest.source_row
from spans
inner join states as latest on spans.agency_code = latest.agency_code and spans.last_listed_on = latest.listed_on
