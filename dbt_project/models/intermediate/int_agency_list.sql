with employees as (

    select distinct agency_code, snapshot_date from {{ ref('int_employee_snapshot') }} where agency_code is not null

)

select
    agency_code,
    snapshot_date,
    lead(snapshot_date) over (partition by agency_code order by snapshot_date) as next_date
from employees
