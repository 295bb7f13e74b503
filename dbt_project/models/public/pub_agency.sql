with agencies as (

    select * from {{ ref('dim_agency') }}

)

select
    agency_code,
    agency_name,
    short_name,
    agency_kind,
    sort_order
from agencies
