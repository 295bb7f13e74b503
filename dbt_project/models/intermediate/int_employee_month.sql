with months as (

    select * from {{ ref('int_month') }}

),

employees as (

    select * from {{ ref('int_employee_snapshot') }}

),

rhythms as (

    select * from {{ ref('report_rhythm') }}

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

lists as (

    select
        agency_code,
        snapshot_date,
        row_number() over (partition by agency_code order by snapshot_date) as place,
        lead(snapshot_date) over (partition by agency_code order by snapshot_date) as next_date
    from (select distinct agency_code, snapshot_date from employees where agency_code is not null) as distinct_lists

),

-- The list in force is the newest one at the month's end; before the first list the first one stands in.
in_force as (

    select months.month, months.month_end, lists.agency_code, lists.snapshot_date
    from months
    inner join lists
        on
            (lists.place = 1 or lists.snapshot_date <= months.month_end)
            and (lists.next_date is null or lists.next_date > months.month_end)

),

-- Who stands in two agencies' lists belongs to the newer one.
members as (

    select
        employees.*,
        in_force.month,
        employees.is_in_service and employees.appointed_on <= in_force.month_end as is_active,
        row_number() over (
            partition by employees.person_key, in_force.month
            order by employees.snapshot_date desc, employees.agency_code
        ) as place
    from in_force
    inner join employees
        on in_force.agency_code = employees.agency_code and in_force.snapshot_date = employees.snapshot_date
    where employees.person_key is not null

)

select
    members.person_key,
    members.month,
    members.agency_code,
    coalesce(by_id.unit_key, by_name.unit_key) as unit_key,
    members.position_key,
    members.position_kind,
    members.employment_status,
    coalesce(rhythms.rhythm, 'month') as rhythm,
    members.is_active,
    members.is_active and case rhythms.rhythm
        when 'quarter' then extract(month from members.month) in (3, 6, 9, 12)
        when 'semester' then extract(month from members.month) in (6, 12)
        else true
    end as is_due
from members
left join rhythms
    on
        members.agency_code = rhythms.agency_code
        and members.position_kind = rhythms.position_kind
        and rhythms.valid_from <= members.month
        and (rhythms.valid_to is null or rhythms.valid_to >= members.month)
left join unit_aliases as by_id
    on members.agency_code = by_id.agency_code and members.unit_id_alias = by_id.alias
left join unit_aliases as by_name
    on members.agency_code = by_name.agency_code and members.unit_alias = by_name.alias
where members.place = 1
