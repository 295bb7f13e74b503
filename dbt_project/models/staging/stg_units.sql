with units as (

    select * from {{ source('raw', 'units') }}

)

select
    batch_id,
    source_row,
    unit_id,
    {{ normalise_text('unit_id') }} as unit_id_alias,
    unit_name,
    {{ normalise_text('unit_name') }} as unit_alias,
    {{ normalise_agency('unit_name') }} as unit_as_agency_alias,
    {{ normalise_text('short_name') }} as short_alias,
    {{ normalise_text('parent_id') }} as parent_id_alias,
    {{ normalise_agency('agency_name') }} as agency_alias,
    replace({{ normalise_text('unit_kind') }}, ' ', '_') as unit_kind,
    -- Stored as a number, 18.10 loses its zero; no other code of Lampung can become 18.1.
    case region_code when '18.1' then '18.10' else region_code end as region_code,
    population,
    snapshot_date
from units
