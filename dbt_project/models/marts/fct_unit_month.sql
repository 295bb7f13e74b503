with units as (

    select * from {{ ref('int_unit') }}

),

ratings as (

    select * from {{ ref('int_unit_month_rating') }}

),

feedback as (

    select * from {{ ref('int_unit_month_feedback') }}

),

achievements as (

    select unit_key, month, avg(achievement) as achievement_mean
    from {{ ref('int_achievement_measured') }}
    where unit_key is not null
    group by unit_key, month

),

-- A service unit may be asked about by citizens before any staff list names its people.
unit_months as (

    select unit_key, month from ratings
    union
    select unit_key, month from feedback

)

select
    unit_months.unit_key,
    units.agency_code,
    unit_months.month,
    {% for column in ['active_employees', 'due_employees', 'rated_employees'] %}
    coalesce(ratings.{{ column }}, 0) as {{ column }},
    {% endfor %}
    ratings.coverage,
    coalesce(ratings.is_withheld, true) as is_withheld,
    coalesce(ratings.is_judged, false) as is_judged,
    {% for code in predikat_codes() %}
    coalesce(ratings.n_{{ code }}, 0) as n_{{ code }},
    {% endfor %}
    {% for code in predikat_codes() %}
    case when not ratings.is_withheld then {{ share('ratings.n_' ~ code, 'ratings.rated_employees') }} end
        as share_{{ code }},
    {% endfor %}
    {{ measure('achievements.achievement_mean', 4) }} as achievement_mean,
    feedback.ikm, feedback.ikm_low, feedback.ikm_high, feedback.ikm_n, feedback.ikm_class,
    feedback.ikm_versus_province, feedback.ikm_change_12m, feedback.ikm_change_is_clear,
    -- Complaints name an agency, never a unit.
    cast(null as integer) as complaints_received,
    cast(null as integer) as complaints_open,
    cast(null as integer) as complaints_over_limit,
    cast(null as double) as complaints_closed_share
from unit_months
inner join units on unit_months.unit_key = units.unit_key
left join ratings on unit_months.unit_key = ratings.unit_key and unit_months.month = ratings.month
left join achievements on unit_months.unit_key = achievements.unit_key and unit_months.month = achievements.month
left join feedback on unit_months.unit_key = feedback.unit_key and unit_months.month = feedback.month
