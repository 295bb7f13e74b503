with trainings as (

    select * from {{ ref('int_training') }} where person_key is not null and in_roster

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

years as (

    select
        person_key,
        year_start,
        min(employment_status) as employment_status,
        count(*) as courses,
        sum(hours) as hours
    from trainings
    group by person_key, year_start

),

ends as (

    select distinct year_start, cast({{ dbt.last_day('year_start', 'year') }} as date) as year_end
    from years

),

-- A year is judged by the rule of its last day.
rules as (

    select
        ends.year_start,
        {{ rule_value('training_floor_pns') }} as floor_hours,
        {{ rule_value('training_ceiling_pppk') }} as ceiling_hours
    from ends
    inner join int_rule on {{ in_force('int_rule', 'ends.year_end') }}
    group by ends.year_start

)

select
    years.person_key,
    cast(extract(year from years.year_start) as {{ dbt.type_int() }}) as year,
    years.employment_status,
    cast(years.courses as {{ dbt.type_int() }}) as courses,
    cast(years.hours as double) as hours,
    case when years.employment_status in ('PNS', 'CPNS') then cast(rules.floor_hours as double) end as floor_hours,
    case when years.employment_status like 'PPPK%' then cast(rules.ceiling_hours as double) end as ceiling_hours,
    case
        when years.employment_status in ('PNS', 'CPNS') and years.hours >= rules.floor_hours then 'met'
        when years.employment_status in ('PNS', 'CPNS') and years.hours < rules.floor_hours then 'below_floor'
        when years.employment_status like 'PPPK%' and years.hours > rules.ceiling_hours then 'above_ceiling'
        when years.employment_status like 'PPPK%' then 'within'
    end as status
from years
left join rules on years.year_start = rules.year_start
