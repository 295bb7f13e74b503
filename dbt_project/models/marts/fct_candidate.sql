with candidates as (

    select * from {{ ref('int_candidate') }}

),

clauses as (

    select * from {{ ref('fct_candidate_clause') }}

),

traced as (

    select
        candidate_key,
        cast(sum(case when weight = 'all' then 1 else 0 end) as {{ dbt.type_int() }}) as conditions,
        cast(sum(case when weight = 'all' and is_met then 1 else 0 end) as {{ dbt.type_int() }}) as conditions_met,
        min(case when weight = 'any' and is_met then clause_number end) as opening_number,
        min(case when weight = 'all' and not is_met then clause_number end) as blocking_number,
        max(case when clause = 'training_hours' and not is_met and requirement like '≥%' then 1 else 0 end) = 1
            as is_below_training_floor
    from clauses
    group by candidate_key

),

named as (

    select distinct clause_number, clause from clauses

)

-- A proposal, never a decision: coaching of someone below the hours of training is a proposal of training too.
select
    candidates.candidate_key,
    candidates.person_key,
    candidates.kind,
    candidates.month,
    candidates.agency_code,
    candidates.unit_key,
    candidates.appraisal_key,
    candidates.period_start,
    candidates.period_end,
    candidates.is_current,
    traced.blocking_number is null as is_proposed,
    case
        when candidates.kind = 'recognition' then 'recognition'
        when traced.is_below_training_floor then 'coaching_and_training'
        else 'coaching'
    end as proposal,
    opening.clause as opening_clause,
    blocking.clause as blocking_clause,
    traced.conditions,
    traced.conditions_met,
    cast(candidates.best_run as {{ dbt.type_int() }}) as best_run,
    cast(candidates.low_periods as {{ dbt.type_int() }}) as low_periods,
    cast(candidates.fall_steps as {{ dbt.type_int() }}) as fall_steps,
    cast(candidates.predikat_rank as {{ dbt.type_int() }}) as predikat_rank
from candidates
inner join traced on candidates.candidate_key = traced.candidate_key
left join named as opening on traced.opening_number = opening.clause_number
left join named as blocking on traced.blocking_number = blocking.clause_number
