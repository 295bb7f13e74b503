with employees as (

    select * from {{ ref('int_employee_month') }}

),

standards as (

    select * from {{ ref('int_standard') }}

),

achievements as (

    select * from {{ ref('int_achievement_measured') }} where person_key is not null

),

-- The position a person holds in the last month of a year that has begun.
positions as (

    select
        *,
        extract(year from month) as year,
        row_number() over (partition by person_key, extract(year from month) order by month desc) as place
    from employees
    where is_active

),

held as (

    select
        positions.person_key,
        positions.agency_code as person_agency_code,
        standards.*,
        row_number() over (
            partition by positions.person_key, standards.year, standards.indicator_alias
            order by case when standards.agency_code is null then 2 else 1 end, standards.standard_key
        ) as place_of_standard
    from positions
    inner join standards
        on
            positions.position_key = standards.position_key
            and positions.year = standards.year
            and (standards.agency_code is null or positions.agency_code = standards.agency_code)
    where positions.place = 1

),

realised as (

    select
        person_key,
        year,
        indicator_alias,
        sum(realisation) as total,
        avg(realisation) as mean,
        sum(period_target) as target_to_date,
        avg(period_target) as target_mean
    from achievements
    group by person_key, year, indicator_alias

)

select
    held.*,
    case when held.is_mean then realised.mean else realised.total end as realisation,
    case when held.is_mean then realised.target_mean else realised.target_to_date end as target_so_far
from held
left join realised
    on
        held.person_key = realised.person_key
        and held.year = realised.year
        and held.indicator_alias = realised.indicator_alias
where held.place_of_standard = 1
