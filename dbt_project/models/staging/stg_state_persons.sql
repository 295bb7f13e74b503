with persons as (

    select * from {{ source('raw', 'state_persons') }}

)

select
    person_key,
    nip
from persons
