with quarantine as (

    select * from {{ ref('stg_quarantine') }}

),

batches as (

    select * from {{ ref('dim_batch') }}

)

select
    quarantine.batch_id,
    batches.file_name,
    batches.sheet,
    batches.dataset,
    batches.source,
    batches.agency_code,
    quarantine.source_row,
    quarantine.source_column,
    quarantine.field,
    quarantine.column_title,
    quarantine.reason_code,
    quarantine.reason,
    quarantine.remedy,
    quarantine.value
from quarantine
inner join batches on quarantine.batch_id = batches.batch_id
