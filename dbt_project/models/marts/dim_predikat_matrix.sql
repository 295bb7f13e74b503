with fields as (

    select * from {{ ref('predikat_matrix') }}

)

select
    result_rating,
    behaviour_rating,
    predikat,
    valid_from,
    valid_to,
    legal_source
from fields
