with build as (

    select * from {{ ref('int_build') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

months as (

    select * from {{ ref('int_month') }}

)

select
    build.as_of,
    data_month.month as data_month,
    -- The month after counts at the latest when its deadline is over.
    cast({{ dbt.dateadd('day', 1, 'months.deadline') }} as date) as next_release_on
from build
cross join data_month
left join months on months.month = cast({{ dbt.dateadd('month', 1, 'data_month.month') }} as date)
