with assessments as (

    select * from {{ ref('int_potential_latest') }}

),

employees as (

    select * from {{ ref('int_employee_latest') }}

),

active as (

    select * from {{ ref('int_employee_current') }} where is_active

),

performances as (

    select * from {{ ref('int_talent_performance') }}

),

boxes as (

    select * from {{ ref('talent_box') }}

),

build as (

    select * from {{ ref('int_build') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

rules as (

    select build.as_of, {{ rule_value('talent_discipline_years', dbt.type_int()) }} as discipline_years
    from build
    inner join int_rule on {{ in_force('int_rule', 'build.as_of') }}
    group by build.as_of

),

punished as (

    select punishments.person_key
    from {{ ref('int_discipline') }} as punishments
    inner join rules
        on
            punishments.decided_on <= rules.as_of
            and cast({{ dbt.dateadd('year', 'rules.discipline_years', 'punishments.decided_on') }} as date)
            > rules.as_of
    where punishments.level in ('medium', 'heavy')
    group by punishments.person_key

),

-- Who fails the screening keeps the box: the reason says why it opens nothing.
judged as (

    select
        assessments.*,
        employees.agency_code,
        active.person_key is not null as is_active,
        performances.performance_from,
        performances.performance_to,
        performances.months,
        performances.score,
        performances.performance,
        performances.rank_share,
        performances.ranked_employees,
        boxes.box,
        case
            when not assessments.is_valid then 'assessment_expired'
            when performances.person_key is null then 'no_performance'
            when punished.person_key is not null then 'discipline'
        end as reason
    from assessments
    inner join employees on assessments.person_key = employees.person_key
    left join active on assessments.person_key = active.person_key
    left join performances on assessments.person_key = performances.person_key
    left join boxes
        on
            performances.performance = boxes.performance and assessments.potential = boxes.potential
            and assessments.is_valid and {{ in_force('boxes', 'assessments.as_of') }}
    left join punished on assessments.person_key = punished.person_key

)

select
    person_key,
    agency_code,
    is_active,
    is_active and reason is null as is_counted,
    assessed_on,
    valid_until,
    is_valid,
    age_months,
    method,
    cast(potential_score as double) as potential_score,
    potential,
    potential_basis,
    performance_from,
    performance_to,
    cast(months as {{ dbt.type_int() }}) as performance_months,
    cast(score as double) as performance_score,
    performance,
    {{ measure('rank_share') }} as rank_share,
    cast(ranked_employees as {{ dbt.type_int() }}) as ranked_employees,
    box,
    reason,
    batch_id,
    source_row
from judged
