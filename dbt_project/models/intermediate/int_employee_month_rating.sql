with employees as (

    select * from {{ ref('int_employee_month') }}

),

appraisals as (

    select * from {{ ref('int_appraisal_official') }} where period_kind in ('month', 'quarter', 'semester')

),

-- A yearly evaluation is not the rating of December. Of two periods that end together the shorter counts.
rated as (

    select
        *,
        row_number() over (partition by person_key, month order by period_start desc, appraisal_key) as place
    from appraisals

)

select
    employees.person_key,
    employees.month,
    employees.agency_code,
    employees.unit_key,
    employees.superior_person_key,
    employees.is_active,
    employees.is_due,
    case when employees.is_due then rated.appraisal_key end as appraisal_key,
    case when employees.is_due then rated.rater_key end as rater_key,
    case when employees.is_due then rated.predikat_rank end as predikat_rank,
    case when employees.is_due then rated.scheme end as scheme,
    case when employees.is_due then rated.is_matrix_consistent end as is_matrix_consistent
from employees
left join rated on employees.person_key = rated.person_key and employees.month = rated.month and rated.place = 1
