with aliases as (

    select * from {{ ref('int_agency_alias') }}

)

select alias, agency_code
from aliases
where government = '{{ var("government") }}'
