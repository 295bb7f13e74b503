with appraisals as (

    select * from {{ ref('fct_appraisal') }} where period_kind in ('month', 'quarter', 'semester')

),

members as (

    select * from {{ ref('int_employee_month') }}

),

ratings as (

    select * from {{ ref('int_employee_month_rating') }}

),

reports as (

    select * from {{ ref('int_agency_month_report') }}

),

-- Appraised, but not as the staff list of that month has it.
compared as (

    select
        appraisals.month,
        appraisals.agency_code,
        appraisals.person_key,
        appraisals.batch_id,
        appraisals.source_row,
        members.agency_code as roster_agency_code,
        case
            when not appraisals.in_roster then 'unknown_nip'
            when not coalesce(members.is_active, false) then 'left'
            when members.agency_code <> appraisals.agency_code then 'moved'
        end as gap
    from appraisals
    left join members on appraisals.person_key = members.person_key and appraisals.month = members.month
    where appraisals.is_official

),

-- Two raters for the same days; a change of superior within the month has two periods.
rated_twice as (

    select
        month, person_key, period_start, period_end,
        max(agency_code) as agency_code, max(batch_id) as batch_id
    from appraisals
    where person_key is not null and rater_key is not null and predikat is not null
    group by month, person_key, period_start, period_end
    having min(rater_key) <> max(rater_key)

)

select
    gap, agency_code, month, person_key, roster_agency_code, batch_id, source_row
from compared
where gap is not null and agency_code is not null
union all
select
    'two_raters' as gap, agency_code, month, person_key, cast(null as {{ dbt.type_string() }}) as roster_agency_code,
    batch_id, cast(null as integer) as source_row
from rated_twice
where agency_code is not null
union all
-- Due, and the agency has reported the month, but not this person.
select
    'not_rated' as gap, ratings.agency_code, ratings.month, ratings.person_key,
    ratings.agency_code as roster_agency_code,
    cast(null as {{ dbt.type_string() }}) as batch_id, cast(null as integer) as source_row
from ratings
inner join reports on ratings.agency_code = reports.agency_code and ratings.month = reports.month
where ratings.is_due and ratings.appraisal_key is null and reports.reported
