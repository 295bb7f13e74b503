with batches as (

    select * from {{ ref('stg_batches') }}

),

aliases as (

    select * from {{ ref('int_agency_alias') }}

)

select
    batches.batch_id,
    batches.file_sha256,
    batches.file_name,
    batches.sheet,
    batches.dataset,
    batches.source,
    batches.source_version,
    batches.government,
    batches.agency_name,
    aliases.agency_code,
    batches.status,
    batches.rows_read,
    batches.rows_loaded,
    batches.rows_quarantined,
    batches.rows_not_data,
    batches.not_data,
    batches.reason,
    batches.reason_code,
    batches.period_start,
    batches.period_end,
    batches.as_of,
    batches.received_at,
    batches.sender,
    batches.encoding,
    batches.footer
from batches
left join aliases on batches.government = aliases.government and batches.agency_alias = aliases.alias
