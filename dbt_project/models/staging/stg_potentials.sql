with potentials as (

    select * from {{ source('raw', 'potentials') }}

)

select
    batch_id,
    source_row,
    nip,
    {{ normalise_agency('agency_name') }} as agency_alias,
    assessed_on,
    potential,
    potential_score,
    method,
    valid_until,
    warnings
from potentials
