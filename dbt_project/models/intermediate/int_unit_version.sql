with units as (

    select * from {{ ref('stg_units') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

)

select
    units.*,
    coalesce(units.snapshot_date, batches.data_on) as listed_on,
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
