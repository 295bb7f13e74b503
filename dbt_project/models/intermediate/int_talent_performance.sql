with appraisals as (

    select * from {{ ref('int_appraisal_official') }}
    where scheme = 'PERMENPANRB6_2022' and person_key is not null and in_roster

),

points as (

    select * from {{ ref('predikat') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

active as (

    select * from {{ ref('int_employee_current') }} where is_active

),

rules as (

    select
        data_month.month as last_month,
        {{ rule_value('talent_performance_years', dbt.type_int()) }} as years,
        {{ rule_value('talent_performance_middle') }} as middle_from,
        {{ rule_value('talent_performance_top') }} as top_from
    from data_month
    inner join int_rule on {{ in_force('int_rule', 'data_month.month') }}
    group by data_month.month

),

rated as (

    select
        appraisals.appraisal_key,
        appraisals.person_key,
        appraisals.period_start,
        appraisals.period_end,
        points.talent_points,
        {{ months_in('appraisals.period_start', 'appraisals.period_end') }} as months
    from appraisals
    inner join points on appraisals.predikat = points.code and {{ in_force('points', 'appraisals.period_end') }}
    inner join rules
        on
            appraisals.month <= rules.last_month
            and cast({{ dbt.dateadd('year', 'rules.years', 'appraisals.month') }} as date) > rules.last_month

),

{{ covered_periods('rated') }},

-- A month weighs as a month, whatever the rhythm; what is classed is the number that is shown.
scored as (

    select
        rated.person_key,
        min(rated.period_start) as performance_from,
        max(rated.period_end) as performance_to,
        sum(rated.months) as months,
        {{ round_half_up('sum(rated.months * rated.talent_points) / sum(rated.months)', 2) }} as score
    from rated
    left join covered on rated.appraisal_key = covered.appraisal_key
    where covered.appraisal_key is null
    group by rated.person_key

),

-- Nearly everybody is rated Baik, so the level alone says little: how many of the agency stand at least as high.
ranked as (

    select
        scored.person_key,
        cume_dist() over (partition by active.agency_code order by scored.score desc) as rank_share,
        count(*) over (partition by active.agency_code) as ranked_employees
    from scored
    inner join active on scored.person_key = active.person_key

)

select
    scored.person_key,
    scored.performance_from,
    scored.performance_to,
    scored.months,
    scored.score,
    case
        when scored.score >= rules.top_from then 'di_atas'
        when scored.score >= rules.middle_from then 'sesuai'
        else 'di_bawah'
    end as performance,
    ranked.rank_share,
    ranked.ranked_employees
from scored
cross join rules
left join ranked on scored.person_key = ranked.person_key
