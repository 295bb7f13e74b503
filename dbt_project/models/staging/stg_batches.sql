with batches as (

    select * from {{ source('raw', 'batches') }}

)

select
    batch_id,
    file_sha256,
    file_name,
    sheet,
    dataset,
    source,
    source_version,
    government,
    coalesce(government = '{{ var("government") }}', false) as is_province,
    agency_name,
    {{ normalise_agency('agency_name') }} as agency_alias,
    status,
    rows_read,
    rows_loaded,
    rows_quarantined,
    rows_not_data,
    not_data,
    reason,
    reason_code,
    period_start,
    period_end,
    as_of,
    received_at,
    {{ wib_date('received_at') }} as received_on,
    coalesce(as_of, {{ wib_date('received_at') }}) as data_on,
    sender,
    encoding,
    footer
from batches
