with holidays as (

    select * from {{ ref('holiday') }}

),

-- The years whose holidays are decreed or estimated: beyond them no day is known to be a working day.
bounds as (

    select
        cast({{ dbt.date_trunc('year', 'min(holiday_on)') }} as date) as first_day,
        cast({{ dbt.last_day('max(holiday_on)', 'quarter') }} as date) as last_day
    from holidays

),

days as (

    select {{ day_series('first_day', 'last_day') }} as calendar_day
    from bounds

),

marked as (

    select
        days.calendar_day,
        {{ weekday('days.calendar_day') }} as weekday,
        holidays.holiday_name,
        coalesce(holidays.is_joint_leave, false) as is_joint_leave,
        coalesce(holidays.is_estimate, false) as is_estimate,
        holidays.decree,
        {{ weekday('days.calendar_day') }} between 1 and 5 and holidays.holiday_on is null as is_working_day
    from days
    left join holidays on days.calendar_day = holidays.holiday_on

)

select
    calendar_day,
    {{ month_start('calendar_day') }} as month,
    cast({{ dbt.date_trunc('quarter', 'calendar_day') }} as date) as quarter,
    cast(extract(year from calendar_day) as integer) as year,
    cast(weekday as integer) as weekday,
    is_working_day,
    cast(
        sum(case when is_working_day then 1 else 0 end) over (
            partition by {{ month_start('calendar_day') }} order by calendar_day
            rows between unbounded preceding and current row
        ) as integer
    ) as working_days_of_month,
    holiday_name,
    is_joint_leave,
    is_estimate,
    decree
from marked
