with build as (

    select * from {{ ref('dim_build') }}

),

months as (

    select * from {{ ref('int_month') }}

)

select
    build.as_of,
    build.data_month,
    -- The next month counts at the latest when its deadline is over.
    cast({{ dbt.dateadd('day', 1, 'months.deadline') }} as date) as next_release_on
from build
left join months on months.month = cast({{ dbt.dateadd('month', 1, 'build.data_month') }} as date)
