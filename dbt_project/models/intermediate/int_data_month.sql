with reports as (

    select * from {{ ref('int_agency_month_report') }}

),

months as (

    select * from {{ ref('int_month') }}

),

build as (

    select * from {{ ref('int_build') }}

),

reporting as (

    select
        month,
        count(*) as agencies,
        sum(case when reported then 1 else 0 end) as reported
    from reports
    group by month

)

-- A month counts once the deadline of the rule, whatever single agencies set, is over or half of the agencies have
-- reported; what follows is still running.
select max(reporting.month) as month
from reporting
inner join months on reporting.month = months.month
cross join build
where
    reporting.reported > 0
    and (months.deadline <= build.as_of or reporting.reported * 2 >= reporting.agencies)
