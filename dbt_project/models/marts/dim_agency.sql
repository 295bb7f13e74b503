with agencies as (

    select * from {{ ref('agency') }}

),

units as (

    select agency_code, cast(count(*) as integer) as unit_count
    from {{ ref('int_unit') }}
    group by agency_code

),

employees as (

    select agency_code, cast(count(*) as integer) as active_employees
    from {{ ref('int_employee_current') }}
    where is_active
    group by agency_code

)

select
    agencies.agency_code,
    agencies.agency_name,
    agencies.short_name,
    agencies.agency_kind,
    agencies.peer_group,
    agencies.sort_order,
    coalesce(units.unit_count, 0) as unit_count,
    coalesce(employees.active_employees, 0) as active_employees
from agencies
left join units on agencies.agency_code = units.agency_code
left join employees on agencies.agency_code = employees.agency_code
