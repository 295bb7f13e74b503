with achievements as (

    select * from {{ ref('int_achievement_measured') }}

)

select
    person_key,
    agency_code,
    unit_key,
    position_key,
    indicator,
    duty_kind,
    aspect,
    period_start,
    period_end,
    month,
    {{ measure('period_target', 4) }} as target,
    cast(realisation as double) as realisation,
    {{ measure('achievement', 4) }} as achievement,
    is_met,
    unit_of_measure,
    cast(weight as double) as weight,
    batch_id,
    source_row,
    source_column
from achievements
