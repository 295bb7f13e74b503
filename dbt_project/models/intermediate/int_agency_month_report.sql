with deadlines as (

    select * from {{ ref('int_agency_month_deadline') }}

),

build as (

    select * from {{ ref('int_build') }}

),

appraisals as (

    select * from {{ ref('int_appraisal') }}

),

-- The first file with ratings of the month: by the date printed in it, else by the day it came.
reports as (

    select agency_code, month, min(data_on) as reported_on
    from appraisals
    where period_kind in ('month', 'quarter', 'semester') and aspect is null
    group by agency_code, month

)

select
    deadlines.agency_code,
    deadlines.month,
    deadlines.deadline,
    reports.reported_on is not null as reported,
    reports.reported_on,
    coalesce(reports.reported_on > deadlines.deadline, false) as is_late,
    case
        when reports.reported_on > deadlines.deadline
            then {{ days_after('deadlines.deadline', 'reports.reported_on') }}
    end as days_late,
    reports.reported_on is null and deadlines.deadline < build.as_of as is_missing
from deadlines
cross join build
left join reports on deadlines.agency_code = reports.agency_code and deadlines.month = reports.month
