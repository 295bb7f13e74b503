with ratings as (

    select * from {{ ref('int_employee_month_rating') }} where rater_key is not null

),

members as (

    select * from {{ ref('int_employee_month') }}

),

history as (

    select * from {{ ref('dim_employee_history') }}

),

months as (

    select * from {{ ref('int_month') }}

),

appraisals as (

    select appraisal_key, rater_name from {{ ref('int_appraisal') }}

),

employees as (

    select person_key, person_name from {{ ref('int_employee_latest') }}

),

compared as (

    select
        person_key, month, agency_code, appraisal_key, superior_person_key, rater_key,
        superior_person_key is null or superior_person_key <> rater_key as differs
    from ratings

),

concerned as (

    select person_key
    from compared
    where differs
    group by person_key

),

-- Stretches of rated months with one superior in the list and one rater, whether they are the same or not, of whoever
-- has a month where they are not.
placed as (

    select
        person_key, month, agency_code, appraisal_key, superior_person_key, rater_key, differs,
        row_number() over (partition by person_key order by month)
        - row_number() over (partition by person_key, agency_code, superior_person_key, rater_key order by month)
            as stretch
    from compared
    where person_key in (select concerned.person_key from concerned)

),

differing as (

    select
        person_key,
        agency_code,
        superior_person_key,
        rater_key,
        min(month) as first_month,
        max(month) as last_month,
        cast(count(*) as integer) as rated_months,
        max(appraisal_key) as appraisal_key
    from placed
    where differs
    group by person_key, agency_code, superior_person_key, rater_key, stretch

),

-- Superiors of the person by an earlier or a later list.
other_lists as (

    select
        differing.person_key,
        differing.rater_key,
        differing.first_month,
        max(case when history.valid_from <= months.month_end then 1 else 0 end) as was_before,
        max(case when history.valid_from > months.month_end then 1 else 0 end) as is_later
    from differing
    inner join months on differing.last_month = months.month
    inner join history
        on differing.person_key = history.person_key and differing.rater_key = history.superior_person_key
    group by differing.person_key, differing.rater_key, differing.first_month

)

select
    {{ surrogate_key(['differing.person_key', 'differing.rater_key', 'differing.first_month']) }} as record_key,
    differing.person_key,
    differing.agency_code,
    differing.first_month,
    differing.last_month,
    differing.rated_months,
    differing.superior_person_key,
    listed.person_name as superior_name,
    differing.rater_key,
    coalesce(rated_by.person_name, appraisals.rater_name) as rater_name,
    rater.agency_code as rater_agency_code,
    coalesce(rater.is_acting, false) as is_acting,
    case
        when rater.person_key is null then 'outside'
        when rater.is_acting then 'acting'
        when differing.superior_person_key is null then 'none_listed'
        when other_lists.was_before = 1 then 'earlier_superior'
        when other_lists.is_later = 1 then 'later_superior'
        when superior.superior_person_key = differing.rater_key then 'above'
        else 'other'
    end as record_reason
from differing
left join appraisals on differing.appraisal_key = appraisals.appraisal_key
left join employees as listed on differing.superior_person_key = listed.person_key
left join employees as rated_by on differing.rater_key = rated_by.person_key
left join members as rater on differing.rater_key = rater.person_key and differing.last_month = rater.month
left join members as superior
    on differing.superior_person_key = superior.person_key and differing.last_month = superior.month
left join other_lists
    on
        differing.person_key = other_lists.person_key
        and differing.rater_key = other_lists.rater_key
        and differing.first_month = other_lists.first_month
