with aliases as (

    select * from {{ source('raw', 'state_aliases') }}

)

select
    government,
    {{ normalise_agency('alias') }} as alias,
    agency_code
from aliases
