with boxes as (

    select * from {{ ref('talent_box') }}

)

select
    performance,
    potential,
    box,
    valid_from,
    valid_to,
    legal_source
from boxes
