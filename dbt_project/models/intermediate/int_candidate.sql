with runs as (

    select * from {{ ref('int_rating_run') }}

),

appraisals as (

    select * from {{ ref('int_appraisal_official') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

active as (

    select employees.person_key
    from {{ ref('int_employee_month') }} as employees
    inner join data_month on employees.month = data_month.month
    where employees.is_active

),

months as (

    select month from runs group by month

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

rules as (

    select
        months.month,
        {{ rule_value('candidate_best_periods', dbt.type_int()) }} as best_periods,
        {{ rule_value('candidate_low_months', dbt.type_int()) }} as low_months_limit,
        {{ rule_value('candidate_fall_steps', dbt.type_int()) }} as fall_steps_limit,
        {{ rule_value('candidate_discipline_years', dbt.type_int()) }} as discipline_years,
        {{ rule_value('candidate_valid_months', dbt.type_int()) }} as valid_months,
        {{ rule_value('training_floor_pns') }} as floor_hours,
        {{ rule_value('training_ceiling_pppk') }} as ceiling_hours
    from months
    inner join int_rule on {{ in_force('int_rule', 'months.month') }}
    group by months.month

),

-- The yearly evaluation of the year before stands beside the periods of this one.
annual as (

    select
        person_key,
        cast({{ dbt.dateadd('month', 1, month_start('period_end')) }} as date) as first_month,
        cast({{ dbt.dateadd('month', 12, month_start('period_end')) }} as date) as last_month,
        predikat_rank
    from appraisals
    where period_kind = 'year' and scheme = 'PERMENPANRB6_2022' and person_key is not null

),

judged as (

    select
        runs.*,
        rules.best_periods,
        rules.low_months_limit,
        rules.fall_steps_limit,
        rules.discipline_years,
        rules.floor_hours,
        rules.ceiling_hours,
        appraisals.rater_key,
        appraisals.period_start,
        appraisals.period_end,
        coalesce(appraisals.status like '%keberatan%', false) as is_in_objection,
        annual.predikat_rank as annual_rank,
        -- One low quarter or half-year weighs as two low months.
        case
            when appraisals.period_kind <> 'month' and runs.predikat_rank <= 3
                then greatest(runs.low_months, rules.low_months_limit)
            else runs.low_months
        end as low_periods,
        active.person_key is not null
        and runs.is_latest
        and cast({{ dbt.dateadd('month', 'rules.valid_months', 'runs.month') }} as date) > data_month.month
            as is_current
    from runs
    inner join rules on runs.month = rules.month
    inner join appraisals on runs.appraisal_key = appraisals.appraisal_key
    cross join data_month
    left join active on runs.person_key = active.person_key
    left join annual
        on runs.person_key = annual.person_key and runs.month between annual.first_month and annual.last_month

),

kinds as (

    select *, 'recognition' as kind from judged where best_run >= best_periods
    union all
    select *, 'coaching' as kind
    from judged
    where low_periods >= low_months_limit or fall_steps >= fall_steps_limit or coalesce(annual_rank, 5) <= 3

)

select
    {{ surrogate_key(['kinds.person_key', 'kinds.kind', 'kinds.month']) }} as candidate_key,
    kinds.person_key, kinds.kind, kinds.month, kinds.agency_code, kinds.unit_key, kinds.appraisal_key,
    kinds.period_start, kinds.period_end, kinds.is_current, kinds.rater_key, kinds.predikat_rank,
    kinds.rated_periods, kinds.best_run, kinds.best_periods, kinds.low_periods, kinds.low_months_limit,
    kinds.fall_steps, kinds.fall_steps_limit, kinds.annual_rank, kinds.is_in_objection, kinds.discipline_years,
    kinds.floor_hours, kinds.ceiling_hours
from kinds
