with recursive latest as (

    select * from {{ ref('int_unit_version') }} where version = 1

),

-- A unit without its own agency takes the nearest one above it; eight levels end any circle.
chain as (

    select unit_id_alias, batch_id, source_row, parent_id_alias, stated_agency_code as agency_code, 0 as depth
    from latest
    union all
    select
        chain.unit_id_alias, chain.batch_id, chain.source_row, parent.parent_id_alias, parent.stated_agency_code,
        chain.depth + 1
    from chain
    inner join latest as parent on chain.parent_id_alias = parent.unit_id_alias
    where chain.agency_code is null and chain.depth < 8

),

resolved as (

    select batch_id, source_row, max(agency_code) as agency_code
    from chain
    where agency_code is not null
    group by batch_id, source_row

)

select latest.*, resolved.agency_code
from latest
inner join resolved on latest.batch_id = resolved.batch_id and latest.source_row = resolved.source_row
