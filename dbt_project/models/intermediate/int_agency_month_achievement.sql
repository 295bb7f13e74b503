with achievements as (

    select * from {{ ref('int_achievement_measured') }}

)

select
    agency_code,
    month,
    avg(achievement) as achievement_mean,
    avg(case when is_met then 1.0 when not is_met then 0.0 end) as standards_met_share
from achievements
where agency_code is not null
group by agency_code, month
