with months as (

    select * from {{ ref('int_month') }}

),

build as (

    select * from {{ ref('int_build') }}

),

agencies as (

    select * from {{ ref('agency') }}

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
    agencies.agency_code,
    months.month,
    months.deadline,
    reports.reported_on is not null as reported,
    reports.reported_on,
    coalesce(reports.reported_on > months.deadline, false) as is_late,
    case
        when reports.reported_on > months.deadline
            then {{ days_after('months.deadline', 'reports.reported_on') }}
    end as days_late,
    reports.reported_on is null and months.deadline < build.as_of as is_missing
from agencies
cross join months
cross join build
left join reports on agencies.agency_code = reports.agency_code and months.month = reports.month
