with service_units as (

    select * from {{ source('raw', 'service_units') }}

)

select
    batch_id,
    source_row,
    nullif({{ normalise_agency('agency_name') }}, '') as agency_alias,
    {{ normalise_text('unit_name') }} as unit_alias,
    nullif({{ normalise_text('service_name') }}, '') as service_alias,
    year,
    population,
    warnings
from service_units
