with employees as (

    select * from {{ ref('int_employee_snapshot') }}

),

standards as (

    select * from {{ ref('int_standard') }}

),

active as (

    select position_key, cast(count(*) as integer) as active_employees
    from {{ ref('int_employee_current') }}
    where is_active
    group by position_key

),

spellings as (

    select position_key, position_name, position_kind, position_level, count(*) as uses
    from employees
    group by position_key, position_name, position_kind, position_level
    union all
    select position_key, position_name, null as position_kind, null as position_level, 0 as uses
    from standards
    group by position_key, position_name

),

-- The commonest way the lists write and class it.
ordered as (

    select
        *,
        row_number() over (
            partition by position_key order by uses desc, position_name, position_kind, position_level
        ) as place
    from spellings

),

indicators as (

    select position_key, cast(count(distinct indicator_alias) as integer) as indicator_count
    from standards
    group by position_key

)

select
    ordered.position_key,
    ordered.position_name,
    ordered.position_kind,
    ordered.position_level,
    coalesce(indicators.indicator_count, 0) as indicator_count,
    coalesce(active.active_employees, 0) as active_employees
from ordered
left join indicators on ordered.position_key = indicators.position_key
left join active on ordered.position_key = active.position_key
where ordered.place = 1 and ordered.position_key is not null
