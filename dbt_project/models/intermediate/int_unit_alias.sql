with units as (

    select * from {{ ref('int_unit') }}

),

spellings as (

    select agency_code, unit_id_alias as alias, unit_key from units
    union all
    select agency_code, unit_alias as alias, unit_key from units
    union all
    select agency_code, short_alias as alias, unit_key from units

)

-- A name two units of one agency share points at neither.
select
    agency_code,
    alias,
    max(unit_key) as unit_key
from spellings
where alias is not null and alias <> ''
group by agency_code, alias
having count(distinct unit_key) = 1
