with trainings as (

    select * from {{ ref('int_training') }} where agency_code is not null

),

months as (

    select * from {{ ref('int_month') }}

),

members as (

    select agency_code, month, count(*) as active_employees
    from {{ ref('int_employee_month') }}
    where is_active
    group by agency_code, month

),

-- An agency that never sent a training list has no figure; one that did starts each year at nothing.
agencies as (

    select agency_code, min(month) as first_month from trainings group by agency_code

),

sums as (

    select agency_code, month, year_start, sum(hours) as hours from trainings group by agency_code, month, year_start

),

to_date as (

    select
        agencies.agency_code,
        months.month,
        coalesce(sum(sums.hours), 0) as hours
    from agencies
    inner join months on agencies.first_month <= months.month
    left join sums
        on
            agencies.agency_code = sums.agency_code
            and cast({{ dbt.date_trunc('year', 'months.month') }} as date) = sums.year_start
            and months.month >= sums.month
    group by agencies.agency_code, months.month

)

select
    to_date.agency_code,
    to_date.month,
    to_date.hours,
    members.active_employees,
    {{ measure('to_date.hours / nullif(members.active_employees, 0)', 4) }} as training_hours_per_employee
from to_date
inner join members on to_date.agency_code = members.agency_code and to_date.month = members.month
