with rules as (

    select * from {{ ref('int_rule') }}

)

select
    rule,
    cast(value as double) as value,
    unit,
    label_id,
    label_en,
    editable,
    valid_from,
    valid_to,
    legal_source,
    decided_by
from rules
