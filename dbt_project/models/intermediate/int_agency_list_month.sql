with months as (

    select * from {{ ref('int_month') }}

),

employees as (

    select distinct agency_code, snapshot_date from {{ ref('int_employee_snapshot') }} where agency_code is not null

),

lists as (

    select
        agency_code,
        snapshot_date,
        row_number() over (partition by agency_code order by snapshot_date) as place,
        lead(snapshot_date) over (partition by agency_code order by snapshot_date) as next_date
    from employees

)

-- The list in force is the newest one at the month's end; before the first list the first one stands in.
select
    months.month,
    months.month_end,
    lists.agency_code,
    lists.snapshot_date
from months
inner join lists
    on
        (lists.place = 1 or months.month_end >= lists.snapshot_date)
        and (lists.next_date is null or months.month_end < lists.next_date)
