with complaints as (

    select * from {{ source('raw', 'complaints') }}

)

select
    batch_id,
    source_row,
    tracking_id,
    received_on,
    {{ complaint_class('complaint_class') }} as complaint_class,
    category,
    agency_name,
    nullif({{ normalise_agency('agency_name') }}, '') as agency_alias,
    status,
    {{ complaint_status_group('status') }} as status_group,
    {{ complaint_closed_by('status') }} as closed_by,
    channel,
    {{ region_alias('region_name') }} as region_alias,
    rating,
    snapshot_date,
    warnings
from complaints
