with organisation_ratings as (

    select * from {{ source('raw', 'organisation_ratings') }}

)

select
    batch_id,
    source_row,
    agency_name,
    {{ normalise_agency('agency_name') }} as agency_alias,
    unit_name,
    {{ normalise_text('unit_name') }} as unit_alias,
    period_start,
    period_end,
    organisation_predikat,
    achievement
from organisation_ratings
