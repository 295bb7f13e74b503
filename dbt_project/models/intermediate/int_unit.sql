with listed as (

    select * from {{ ref('int_unit_listed') }}

),

employees as (

    select * from {{ ref('int_employee_snapshot') }}

),

-- The same unit in two lists of one agency: the first by its place in the latest list.
listed_once as (

    select *, row_number() over (partition by agency_code, unit_id_alias order by batch_id, source_row) as place
    from listed

),

-- A unit that only a staff list names is a unit too.
named as (

    select
        employees.agency_code,
        min(employees.unit_id) as unit_id,
        min(coalesce(employees.unit_name, employees.unit_id)) as unit_name,
        employees.unit_id_alias,
        coalesce(employees.unit_alias, employees.unit_id_alias) as unit_alias
    from employees
    left join listed as by_id
        on employees.agency_code = by_id.agency_code and employees.unit_id_alias = by_id.unit_id_alias
    left join listed as by_name
        on employees.agency_code = by_name.agency_code and employees.unit_alias = by_name.unit_alias
    where
        employees.agency_code is not null
        and coalesce(employees.unit_alias, employees.unit_id_alias) is not null
        and by_id.agency_code is null and by_name.agency_code is null
    group by employees.agency_code, employees.unit_id_alias, coalesce(employees.unit_alias, employees.unit_id_alias)

)

select
    {{ dbt.concat(["agency_code", "'/'", "replace(unit_id_alias, ' ', '-')"]) }} as unit_key,
    unit_id, unit_name, unit_kind, agency_code, region_code, population,
    unit_id_alias, unit_alias, short_alias, parent_id_alias
from listed_once
where place = 1
union all
select
    {{ dbt.concat(["agency_code", "'/'", "replace(coalesce(unit_id_alias, unit_alias), ' ', '-')"]) }} as unit_key,
    min(unit_id) as unit_id, min(unit_name) as unit_name, null as unit_kind, agency_code, null as region_code,
    null as population, min(unit_id_alias) as unit_id_alias, min(unit_alias) as unit_alias, null as short_alias,
    null as parent_id_alias
from named
group by agency_code, coalesce(unit_id_alias, unit_alias)
