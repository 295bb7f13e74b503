with periods as (

    select * from {{ ref('int_period') }}

)

select
    agency_code,
    period_name,
    period_kind,
    period_start,
    period_end,
    deadline,
    is_final,
    batch_id,
    source_row
from periods
