with classes as (

    select * from {{ ref('ikm_class') }}

)

select
    ikm_class,
    cast(lower_bound as double) as lower_bound,
    label_id,
    label_en,
    valid_from,
    valid_to,
    legal_source
from classes
