with periods as (

    select * from {{ source('raw', 'periods') }}

)

select
    batch_id,
    source_row,
    period_name,
    period_kind,
    period_start,
    period_end,
    deadline,
    coalesce(is_final, false) as is_final,
    warnings
from periods
