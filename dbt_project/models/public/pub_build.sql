with build as (

    select * from {{ ref('dim_build') }}

)

select
    as_of,
    data_month,
    next_release_on
from build
