with ratings as (

    select * from {{ ref('int_employee_month_rating') }} where unit_key is not null

),

months as (

    select * from {{ ref('int_month') }}

),

achievements as (

    select unit_key, month, avg(achievement) as achievement_mean
    from {{ ref('int_achievement_measured') }}
    where unit_key is not null
    group by unit_key, month

),

counted as (

    select
        unit_key,
        agency_code,
        month,
        cast(sum(case when is_active then 1 else 0 end) as integer) as active_employees,
        cast(sum(case when is_due then 1 else 0 end) as integer) as due_employees,
        cast(count(predikat_rank) as integer) as rated_employees,
        {{ predikat_counts('predikat_rank') }}
    from ratings
    group by unit_key, agency_code, month

),

judged as (

    select
        counted.*,
        {{ share('counted.rated_employees', 'counted.due_employees') }} as coverage,
        coalesce(
            counted.rated_employees < months.coverage_floor * nullif(counted.due_employees, 0), true
        ) as is_withheld,
        counted.rated_employees >= months.judged_minimum as is_judged
    from counted
    inner join months on counted.month = months.month

)

select
    judged.unit_key,
    judged.agency_code,
    judged.month,
    judged.active_employees,
    judged.due_employees,
    judged.rated_employees,
    judged.coverage,
    judged.is_withheld,
    judged.is_judged,
    {% for code in predikat_codes() -%}
    judged.n_{{ code }},
    {% endfor -%}
    {% for code in predikat_codes() -%}
    case when not judged.is_withheld then {{ share('judged.n_' ~ code, 'judged.rated_employees') }} end
        as share_{{ code }},
    {% endfor -%}
    {{ measure('achievements.achievement_mean', 4) }} as achievement_mean
from judged
left join achievements on judged.unit_key = achievements.unit_key and judged.month = achievements.month
