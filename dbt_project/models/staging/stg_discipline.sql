with discipline as (

    select * from {{ source('raw', 'discipline') }}

)

select
    batch_id,
    source_row,
    nip,
    {{ normalise_agency('agency_name') }} as agency_alias,
    level,
    sanction,
    decided_on,
    coalesce(valid_from, decided_on) as valid_from,
    valid_to,
    warnings
from discipline
