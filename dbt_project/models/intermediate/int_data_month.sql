with reports as (

    select * from {{ ref('int_agency_month_report') }}

),

build as (

    select * from {{ ref('int_build') }}

),

reporting as (

    select
        month,
        min(deadline) as deadline,
        count(*) as agencies,
        sum(case when reported then 1 else 0 end) as reported
    from reports
    group by month

)

-- A month counts once its deadline is over or half of the agencies have reported; what follows is still running.
select max(reporting.month) as month
from reporting
cross join build
where
    reporting.reported > 0
    and (reporting.deadline <= build.as_of or reporting.reported * 2 >= reporting.agencies)
