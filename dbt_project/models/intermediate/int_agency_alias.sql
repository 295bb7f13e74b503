with agencies as (

    select * from {{ ref('agency') }}

),

shipped as (

    select * from {{ ref('agency_alias') }}

),

decided as (

    select * from {{ ref('stg_state_aliases') }}

),

spellings as (

    select
        '{{ var("government") }}' as government, {{ normalise_agency('agency_name') }} as alias, agency_code, 2 as place
    from agencies
    union all
    select
        '{{ var("government") }}' as government, {{ normalise_agency('short_name') }} as alias, agency_code, 2 as place
    from agencies
    union all
    select '{{ var("government") }}' as government, alias, agency_code, 3 as place
    from shipped
    union all
    select government, alias, agency_code, 1 as place
    from decided

),

-- A decision of the portal stands before what was shipped.
ordered as (

    select *, row_number() over (partition by government, alias order by place, agency_code) as rank_in_alias
    from spellings

)

select
    government,
    alias,
    agency_code
from ordered
where rank_in_alias = 1
