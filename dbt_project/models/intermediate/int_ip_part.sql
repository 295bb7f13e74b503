with persons as (

    select * from {{ ref('int_ip_person') }}

),

trainings as (

    select * from {{ ref('int_ip_training') }}

),

performances as (

    select * from {{ ref('int_ip_performance') }}

),

punishments as (

    select * from {{ ref('int_discipline') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

years as (

    select year_start, cast({{ dbt.last_day('year_start', 'year') }} as date) as year_end
    from persons
    group by year_start

),

rules as (

    select
        years.year_start,
        years.year_end,
        {{ rule_value('ip_training_hours') }} as training_hours,
        {{ rule_value('ip_discipline_years', dbt.type_int()) }} as discipline_years
    from years
    inner join int_rule on {{ in_force('int_rule', 'years.year_end') }}
    group by years.year_start, years.year_end

),

-- No list of punishments at all is missing data; a list without the person is none.
listed as (

    select case when count(*) > 0 then 'none' else 'missing' end as when_not_listed from punishments

),

heaviest as (

    select
        punishments.person_key,
        rules.year_start,
        max(case punishments.level when 'heavy' then 3 when 'medium' then 2 else 1 end) as weight
    from punishments
    inner join rules
        on
            punishments.decided_on <= rules.year_end
            and cast({{ dbt.dateadd('year', 'rules.discipline_years', 'punishments.decided_on') }} as date)
            > rules.year_end
    where punishments.person_key is not null
    group by punishments.person_key, rules.year_start

)

select
    persons.person_key,
    persons.year_start,
    persons.agency_code,
    persons.position_group,
    coalesce(persons.education_level, 'missing') as education_level,
    trainings.person_key is not null as has_training_data,
    coalesce(
        case persons.position_group
            when 'structural' then trainings.has_leadership
            when 'functional' then trainings.has_functional
        end, false
    ) as has_formal_training,
    coalesce(trainings.hours, 0) as training_hours,
    coalesce(trainings.hours >= rules.training_hours, false) as has_training_hours,
    coalesce(trainings.has_seminar, false) as has_seminar,
    coalesce(performances.predikat, 'missing') as predikat,
    coalesce(performances.performance_basis, 'missing') as performance_basis,
    coalesce(
        case heaviest.weight when 3 then 'heavy' when 2 then 'medium' when 1 then 'light' end, listed.when_not_listed
    ) as punishment_level
from persons
inner join rules on persons.year_start = rules.year_start
cross join listed
left join trainings on persons.person_key = trainings.person_key and persons.year_start = trainings.year_start
left join performances on persons.person_key = performances.person_key and persons.year_start = performances.year_start
left join heaviest on persons.person_key = heaviest.person_key and persons.year_start = heaviest.year_start
