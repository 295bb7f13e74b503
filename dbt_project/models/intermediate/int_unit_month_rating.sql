with ratings as (

    select * from {{ ref('int_employee_month_rating') }} where unit_key is not null

),

months as (

    select * from {{ ref('int_month') }}

),

counted as (

    select
        unit_key,
        month,
        cast(sum(case when is_active then 1 else 0 end) as integer) as active_employees,
        cast(sum(case when is_due then 1 else 0 end) as integer) as due_employees,
        cast(count(predikat_rank) as integer) as rated_employees,
        {{ predikat_counts('predikat_rank') }}
    from ratings
    group by unit_key, month

)

select
    counted.*,
    {{ share('counted.rated_employees', 'counted.due_employees') }} as coverage,
    coalesce(
        counted.rated_employees < months.coverage_floor * nullif(counted.due_employees, 0), true
    ) as is_withheld,
    counted.rated_employees >= months.judged_minimum as is_judged
from counted
inner join months on counted.month = months.month
