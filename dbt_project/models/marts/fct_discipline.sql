with discipline as (

    select * from {{ ref('int_discipline') }}

)

select
    person_key,
    in_roster,
    agency_code,
    level,
    sanction,
    decided_on,
    valid_from,
    valid_to,
    batch_id,
    source_row
from discipline
