with service_units as (

    select * from {{ ref('stg_service_units') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

versions as (

    select
        unit_aliases.unit_key,
        service_units.service_alias,
        service_units.year,
        service_units.population,
        row_number() over (
            partition by unit_aliases.unit_key, service_units.service_alias, service_units.year
            order by {{ latest_first('batches') }}
        ) as version
    from service_units
    inner join batches on service_units.batch_id = batches.batch_id
    left join aliases as of_row on service_units.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    inner join unit_aliases
        on
            coalesce(of_row.agency_code, of_batch.agency_code) = unit_aliases.agency_code
            and service_units.unit_alias = unit_aliases.alias

),

-- A unit is told by its own line; where only its services have one, by their sum.
given as (

    select unit_key, service_alias, year, population
    from versions
    where version = 1 and service_alias is not null
    union all
    select
        unit_key,
        cast(null as {{ dbt.type_string() }}) as service_alias,
        year,
        coalesce(
            max(case when service_alias is null then population end),
            sum(case when service_alias is not null then population end)
        ) as population
    from versions
    where version = 1
    group by unit_key, year

)

-- A year without a number of its own keeps the last one given.
select
    unit_key,
    service_alias,
    year as first_year,
    coalesce(lead(year) over (partition by unit_key, service_alias order by year) - 1, 9999) as last_year,
    cast(population as {{ dbt.type_int() }}) as population
from given
