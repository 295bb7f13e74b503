with lists as (

    select * from {{ ref('int_agency_list_month') }}

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

-- Who stands in two agencies' lists belongs to the newer one.
members as (

    select
        employees.*,
        lists.month,
        employees.is_in_service and employees.appointed_on <= lists.month_end as is_active,
        row_number() over (
            partition by employees.person_key, lists.month
            order by employees.snapshot_date desc, employees.agency_code
        ) as place
    from lists
    inner join employees
        on lists.agency_code = employees.agency_code and lists.snapshot_date = employees.snapshot_date
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
    members.superior_person_key,
    members.is_acting,
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
        and {{ in_force('rhythms', 'members.month') }}
left join unit_aliases as by_id
    on members.agency_code = by_id.agency_code and members.unit_id_alias = by_id.alias
left join unit_aliases as by_name
    on members.agency_code = by_name.agency_code and members.unit_alias = by_name.alias
where members.place = 1
