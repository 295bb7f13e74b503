with ratings as (

    select * from {{ ref('int_employee_month_rating') }}
    where appraisal_key is not null and scheme = 'PERMENPANRB6_2022' and predikat_rank is not null

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

counted as (

    select
        ratings.person_key,
        ratings.month,
        ratings.agency_code,
        ratings.unit_key,
        ratings.appraisal_key,
        ratings.predikat_rank,
        row_number() over person as number,
        lag(ratings.predikat_rank, 1) over person as rank_before,
        lag(ratings.predikat_rank, 2) over person as rank_before_that,
        lag(ratings.month, 1) over person as month_before,
        lag(ratings.month, 2) over person as month_before_that,
        lead(ratings.month) over person as next_month
    from ratings
    cross join data_month
    where ratings.month <= data_month.month
    window person as (partition by ratings.person_key order by ratings.month)

),

runs as (

    select
        *,
        number - coalesce(
            max(case when predikat_rank < 5 then number end) over (
                partition by person_key order by month rows between unbounded preceding and current row
            ), 0
        ) as best_run,
        cast({{ dbt.dateadd('month', -2, 'month') }} as date) as low_since
    from counted

)

select
    person_key,
    month,
    agency_code,
    unit_key,
    appraisal_key,
    predikat_rank,
    number as rated_periods,
    best_run,
    case when predikat_rank <= 3 then 1 else 0 end
    + case when rank_before <= 3 and month_before >= low_since then 1 else 0 end
    + case when rank_before_that <= 3 and month_before_that >= low_since then 1 else 0 end as low_months,
    coalesce(rank_before - predikat_rank, 0) as fall_steps,
    next_month is null as is_latest
from runs
