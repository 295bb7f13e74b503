with complaints as (

    select * from {{ ref('stg_complaints') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where dataset = 'complaints'

),

holidays as (

    select * from {{ ref('holiday') }}

),

bounds as (

    select
        min(complaints.received_on) as first_day,
        greatest(max(batches.data_on), max(complaints.snapshot_date), max(complaints.received_on)) as last_day
    from complaints
    inner join batches on complaints.batch_id = batches.batch_id

),

days as (

    select {{ day_series('first_day', 'last_day') }} as calendar_day
    from bounds
    where first_day is not null

),

marked as (

    select
        days.calendar_day,
        {{ weekday('days.calendar_day') }} between 1 and 5 and holidays.holiday_on is null as is_working_day
    from days
    left join holidays on days.calendar_day = holidays.holiday_on

)

-- The difference of two numbers is the count of working days after the first day up to the second.
select
    calendar_day,
    is_working_day,
    sum(case when is_working_day then 1 else 0 end) over (
        order by calendar_day rows between unbounded preceding and current row
    ) as working_day_number
from marked
