with candidates as (

    select * from {{ ref('int_candidate') }}

),

raters as (

    select * from {{ ref('fct_rater_year') }}

),

feedback as (

    select * from {{ ref('int_unit_month_feedback') }}

),

employees as (

    select * from {{ ref('int_employee_latest') }}

),

punishments as (

    select candidates.candidate_key, count(*) as decisions
    from candidates
    inner join {{ ref('int_discipline') }} as discipline
        on
            candidates.person_key = discipline.person_key
            and candidates.period_end >= discipline.decided_on
            and cast({{ dbt.dateadd('year', 'candidates.discipline_years', 'discipline.decided_on') }} as date)
            > candidates.period_end
    group by candidates.candidate_key

),

hours as (

    select candidates.candidate_key, sum(trainings.hours) as hours
    from candidates
    inner join {{ ref('int_training') }} as trainings
        on
            candidates.person_key = trainings.person_key
            and trainings.year_start = cast({{ dbt.date_trunc('year', 'candidates.month') }} as date)
            and candidates.month >= trainings.month
    group by candidates.candidate_key

),

facts as (

    select
        candidates.*,
        feedback.ikm_class,
        coalesce(punishments.decisions, 0) as decisions,
        coalesce(hours.hours, 0) as hours,
        employees.employment_status like 'PPPK%' as is_contract,
        coalesce(raters.is_judged, false) as is_judged,
        raters.is_lenient,
        raters.is_severe,
        raters.is_copying
    from candidates
    left join raters
        on
            candidates.rater_key = raters.rater_key
            and candidates.agency_code = raters.agency_code
            and extract(year from candidates.month) = raters.year
    left join feedback on candidates.unit_key = feedback.unit_key and candidates.month = feedback.month
    left join punishments on candidates.candidate_key = punishments.candidate_key
    left join hours on candidates.candidate_key = hours.candidate_key
    left join employees on candidates.person_key = employees.person_key

),

-- How a clause weighs: 'any' one of these opens the case, 'all' each of these must hold, 'shown' is there to be read.
clauses as (
    {% for clause in candidate_clauses() %}
    select
        candidate_key, person_key, kind, month, agency_code, is_current,
        {{ loop.index }} as clause_number,
        '{{ clause.code }}' as clause,
        '{{ clause.weight }}' as weight,
        cast({{ clause.value }} as {{ dbt.type_string() }}) as value,
        cast(
            {{ clause.limit }}
            as {{ dbt.type_string() }}
        ) as requirement,
        {{ clause.met }}
            as is_met
    from facts
    where kind in ('{{ clause.kinds | join("', '") }}')  -- noqa: LT05
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    clauses.candidate_key,
    clauses.person_key,
    clauses.kind,
    clauses.month,
    clauses.agency_code,
    clauses.is_current,
    clauses.clause_number,
    clauses.clause,
    clauses.weight,
    clauses.value,
    clauses.requirement,
    clauses.is_met
from clauses
