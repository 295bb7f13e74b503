with ratings as (

    select * from {{ ref('int_employee_month_rating') }} where is_due

),

reports as (

    select * from {{ ref('int_agency_month_report') }}

),

build as (

    select * from {{ ref('int_build') }}

),

superiors as (

    select * from {{ ref('int_employee_latest') }}

),

counted as (

    select
        agency_code,
        month,
        superior_person_key,
        cast(count(*) as integer) as due_persons,
        cast(sum(case when appraisal_key is null then 1 else 0 end) as integer) as waiting_persons
    from ratings
    group by agency_code, month, superior_person_key

),

-- A run of months in which somebody waits ends with the month in which nobody does.
runs as (

    select
        *,
        sum(case when waiting_persons = 0 then 1 else 0 end) over (
            partition by agency_code, superior_person_key order by month
            rows between unbounded preceding and current row
        ) as run
    from counted

),

waiting as (

    select
        *,
        min(month) over (
            partition by agency_code, superior_person_key, run order by month
            rows between unbounded preceding and current row
        ) as since_month,
        cast(row_number() over (partition by agency_code, superior_person_key, run order by month) as integer)
            as months_waiting
    from runs
    where waiting_persons > 0

)

select
    {{ surrogate_key(['waiting.agency_code', 'waiting.month', 'waiting.superior_person_key']) }} as waiting_key,
    waiting.agency_code,
    waiting.month,
    waiting.superior_person_key,
    superiors.person_name as superior_name,
    superiors.position_name as superior_position_name,
    waiting.due_persons,
    waiting.waiting_persons,
    waiting.since_month,
    waiting.months_waiting,
    reports.deadline,
    case
        when build.as_of > reports.deadline then {{ days_after('reports.deadline', 'build.as_of') }}
    end as days_overdue
from waiting
inner join reports on waiting.agency_code = reports.agency_code and waiting.month = reports.month
cross join build
left join superiors on waiting.superior_person_key = superiors.person_key
