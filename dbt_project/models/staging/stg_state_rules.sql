with rules as (

    select * from {{ source('raw', 'state_rules') }}

)

select
    rule,
    cast(value as decimal(18, 4)) as value,
    valid_from,
    legal_source,
    decided_by,
    decided_at
from rules
