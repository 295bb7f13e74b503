with employees as (

    select * from {{ ref('int_employee_latest') }}

),

persons as (

    select * from {{ ref('int_nip') }}

),

current_month as (

    select * from {{ ref('int_employee_current') }}

)

select
    employees.person_key,
    employees.person_name,
    employees.nip,
    employees.sex,
    employees.employment_status,
    employees.agency_code,
    employees.unit_key,
    employees.position_key,
    employees.position_name,
    employees.position_kind,
    employees.rank,
    superior.person_key as superior_person_key,
    superior.person_name as superior_name,
    coalesce(current_month.rhythm, 'month') as rhythm,
    coalesce(current_month.is_active, false) as is_active,
    employees.snapshot_date,
    employees.batch_id,
    employees.source_row
from employees
left join persons on employees.superior_nip = persons.delivered_nip
left join employees as superior on persons.person_key = superior.person_key
left join current_month on employees.person_key = current_month.person_key
