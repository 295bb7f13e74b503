with trainings as (

    select * from {{ ref('int_training') }} where person_key is not null and in_roster

),

words as (

    select * from {{ ref('training_word') }}

),

build as (

    select * from {{ ref('int_build') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

names as (

    select course, {{ dbt.concat(["' '", normalise_text('course'), "' '"]) }} as course_alias
    from trainings
    group by course

),

-- A name with words of two kinds is of the more formal one.
kinds as (

    select
        names.course,
        case min(case words.training_kind when 'leadership' then 1 when 'functional' then 2 else 3 end)
            when 1 then 'leadership'
            when 2 then 'functional'
            else 'seminar'
        end as training_kind
    from names
    inner join words on names.course_alias like {{ dbt.concat(["'% '", "words.word", "' %'"]) }}
    group by names.course

),

starts as (

    select trainings.year_start from trainings
    union
    select cast({{ dbt.date_trunc('year', 'build.last_month') }} as date) as year_start from build

),

years as (

    select year_start, cast({{ dbt.last_day('year_start', 'year') }} as date) as year_end from starts

),

rules as (

    select
        years.year_start,
        {{ rule_value('ip_seminar_years', dbt.type_int()) }} as seminar_years
    from years
    inner join int_rule on {{ in_force('int_rule', 'years.year_end') }}
    group by years.year_start

)

-- Leadership and functional courses count for ever, hours in their year, a seminar for some years.
select
    trainings.person_key,
    rules.year_start,
    max(case when kinds.training_kind = 'leadership' then 1 else 0 end) = 1 as has_leadership,
    max(case when kinds.training_kind = 'functional' then 1 else 0 end) = 1 as has_functional,
    max(case
        when
            kinds.training_kind = 'seminar'
            and cast({{ dbt.dateadd('year', 'rules.seminar_years', 'trainings.year_start') }} as date)
            > rules.year_start
            then 1
        else 0
    end) = 1 as has_seminar,
    sum(case
        when trainings.year_start = rules.year_start and coalesce(kinds.training_kind, '-') <> 'seminar'
            then trainings.hours
        else 0
    end) as hours
from trainings
inner join rules on trainings.year_start <= rules.year_start
left join kinds on trainings.course = kinds.course
group by trainings.person_key, rules.year_start
