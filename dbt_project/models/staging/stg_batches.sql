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
    -- One order for all tables of a file, as text that sorts: date of the data, receipt, hash.
    max({{ dbt.concat([
        "cast(coalesce(as_of, " ~ wib_date('received_at') ~ ") as " ~ dbt.type_string() ~ ")", "' '",
        "cast(received_at as " ~ dbt.type_string() ~ ")", "' '", "file_sha256"
    ]) }}) over (partition by file_sha256) as file_version,
    coalesce(is_full, false) as is_full,
    sender,
    encoding,
    footer
from batches
