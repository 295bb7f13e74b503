with standards as (

    select * from {{ ref('int_standard') }}

)

select
    standard_key,
    position_key,
    position_name,
    agency_code,
    year,
    indicator,
    aspect,
    duty_kind,
    cast(target as double) as target,
    unit_of_measure,
    better,
    cast(weight as double) as weight,
    batch_id,
    source_row
from standards
