with build as (

    select * from {{ ref('int_build') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

)

select
    build.as_of,
    data_month.month as data_month
from build
cross join data_month
