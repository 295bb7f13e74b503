with quarantine as (

    select * from {{ source('raw', 'quarantine') }}

)

select
    batch_id,
    source_row,
    source_column,
    field,
    column_title,
    reason_code,
    reason,
    remedy,
    value
from quarantine
