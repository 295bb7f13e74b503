with labels as (

    select * from {{ ref('label') }}

)

select
    kind,
    code,
    label_id,
    label_en,
    sort_order
from labels
