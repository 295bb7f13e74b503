with standards as (

    select * from {{ ref('int_person_standard') }}

),

measured as (

    select *, {{ achieved('realisation', 'target_so_far', 'better') }} as achievement
    from standards

)

select
    person_key,
    person_agency_code as agency_code,
    position_key,
    year,
    indicator,
    duty_kind,
    aspect,
    cast(target as double) as target,
    {{ measure('target_so_far', 4) }} as target_so_far,
    unit_of_measure,
    cast(weight as double) as weight,
    {{ measure('realisation', 4) }} as realisation,
    {{ measure('achievement', 4) }} as achievement,
    case
        when achievement is null then 'no_data'
        when achievement >= 1 then 'met'
        else 'not_met'
    end as status,
    batch_id,
    source_row
from measured
