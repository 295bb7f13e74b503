with gaps as (

    select * from {{ ref('fct_roster_gap') }}

)

select
    agency_code,
    month,
    cast(count(case when gap = 'unknown_nip' then 1 end) as integer) as n_unknown_nip,
    cast(count(case when gap = 'left' then 1 end) as integer) as n_left,
    cast(count(case when gap = 'moved' then 1 end) as integer) as n_moved,
    cast(count(case when gap = 'two_raters' then 1 end) as integer) as n_two_raters,
    cast(count(case when gap = 'not_rated' then 1 end) as integer) as n_not_rated
from gaps
group by agency_code, month
