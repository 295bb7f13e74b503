with employees as (

    select * from {{ ref('int_employee_month') }}

)

select
    person_key,
    month,
    agency_code,
    unit_key,
    position_key,
    is_active,
    is_due
from employees
