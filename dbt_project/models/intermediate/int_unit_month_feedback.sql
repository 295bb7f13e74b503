with ikm as (

    select * from {{ ref('int_ikm_month') }} where level = 'unit'

)

select
    unit_key,
    month,
    ikm,
    ikm_low,
    ikm_high,
    ikm_n,
    ikm_class,
    ikm_versus_province,
    ikm_change_12m,
    ikm_change_is_clear
from ikm
