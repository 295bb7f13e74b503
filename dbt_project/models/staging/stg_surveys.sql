with surveys as (

    select * from {{ source('raw', 'surveys') }}

)

-- Remark, sex and schooling of respondents stay behind: no figure needs them.
select
    batch_id,
    source_row,
    respondent_id,
    agency_name,
    nullif({{ normalise_agency('agency_name') }}, '') as agency_alias,
    nullif({{ normalise_text('agency_name') }}, '') as agency_as_unit_alias,
    unit_name,
    nullif({{ normalise_text('unit_name') }}, '') as unit_alias,
    nullif({{ normalise_agency('unit_name') }}, '') as unit_as_agency_alias,
    service_name,
    nullif({{ normalise_text('service_name') }}, '') as service_alias,
    responded_on,
    period_start,
    period_end,
    u1,
    u2,
    u3,
    u4,
    u5,
    u6,
    u7,
    u8,
    u9,
    coalesce(u8_u9_declared, false) as u8_u9_declared,
    coalesce(scale_max, 4) as scale_max,
    coalesce(element_count, 9) as element_count,
    channel,
    warnings
from surveys
