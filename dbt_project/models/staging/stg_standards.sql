with standards as (

    select * from {{ source('raw', 'standards') }}

)

select
    batch_id,
    source_row,
    position_name,
    {{ position_key('position_name') }} as position_key,
    agency_name,
    {{ normalise_agency('agency_name') }} as agency_alias,
    year,
    indicator,
    {{ normalise_text('indicator') }} as indicator_alias,
    aspect,
    duty_kind,
    target,
    unit_of_measure,
    coalesce(better, 'higher') as better,
    weight
from standards
