with units as (

    select * from {{ ref('int_unit') }}

),

regions as (

    select * from {{ ref('region') }}

),

employees as (

    select unit_key, cast(count(*) as integer) as active_employees
    from {{ ref('int_employee_current') }}
    where is_active
    group by unit_key

)

select
    units.unit_key,
    units.unit_id,
    units.unit_name,
    units.unit_kind,
    units.agency_code,
    parents.unit_key as parent_unit_key,
    units.region_code,
    regions.region_name,
    units.population,
    coalesce(employees.active_employees, 0) as active_employees
from units
left join units as parents
    on units.agency_code = parents.agency_code and units.parent_id_alias = parents.unit_id_alias
left join regions on units.region_code = regions.region_code
left join employees on units.unit_key = employees.unit_key
