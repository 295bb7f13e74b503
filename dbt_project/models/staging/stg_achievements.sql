with achievements as (

    select * from {{ source('raw', 'achievements') }}

)

select
    batch_id,
    source_row,
    source_column,
    nip,
    {{ normalise_agency('agency_name') }} as agency_alias,
    {{ normalise_text('unit_name') }} as unit_alias,
    indicator,
    {{ normalise_text('indicator') }} as indicator_alias,
    period_start,
    period_end,
    {{ month_start('period_end') }} as month,
    target,
    realisation,
    unit_of_measure
from achievements
