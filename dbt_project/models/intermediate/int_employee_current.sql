with roster as (

    select * from {{ ref('int_employee_month') }}

),

build as (

    select * from {{ ref('int_build') }}

)

select
    roster.person_key,
    roster.agency_code,
    roster.unit_key,
    roster.position_key,
    roster.rhythm,
    roster.is_active
from roster
inner join build on roster.month = build.last_month
