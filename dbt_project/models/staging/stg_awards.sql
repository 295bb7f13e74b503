with awards as (

    select * from {{ source('raw', 'awards') }}

)

select
    batch_id,
    source_row,
    nip,
    {{ normalise_agency('agency_name') }} as agency_alias,
    award,
    {{ normalise_text('award') }} as award_alias,
    award_kind,
    awarded_on,
    granted_by,
    warnings
from awards
