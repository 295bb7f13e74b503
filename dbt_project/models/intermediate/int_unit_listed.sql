with recursive units as (

    select * from {{ ref('stg_units') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

versions as (

    select
        units.*,
        coalesce(of_row.agency_code, of_batch.agency_code, of_unit.agency_code) as stated_agency_code,
        row_number() over (
            partition by units.unit_id_alias, coalesce(of_row.agency_code, of_batch.agency_code, of_unit.agency_code)
            order by coalesce(units.snapshot_date, batches.data_on) desc, {{ latest_first('batches') }}
        ) as version
    from units
    inner join batches on units.batch_id = batches.batch_id
    left join aliases as of_row on units.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    left join aliases as of_unit on units.unit_as_agency_alias = of_unit.alias

),

latest as (

    select * from versions where version = 1

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
