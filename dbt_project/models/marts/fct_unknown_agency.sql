with named as (

    select * from {{ ref('int_agency_named') }}

),

batches as (

    select * from {{ ref('stg_batches') }}

),

aliases as (

    select * from {{ ref('int_agency_alias') }}

),

-- Names in the rows, and names in the titles of files.
spellings as (

    select batch_id, agency_alias, row_count from named
    union all
    select batch_id, agency_alias, rows_loaded as row_count
    from batches
    where agency_alias is not null and status = 'loaded'

)

select
    spellings.batch_id,
    batches.file_name,
    batches.dataset,
    batches.government,
    spellings.agency_alias,
    cast(max(spellings.row_count) as integer) as row_count,
    'Perangkat daerah "' || spellings.agency_alias
    || '" tidak dikenal; sambungkan ejaan ini dengan perangkat daerah yang dimaksud.' as reason
from spellings
inner join batches on spellings.batch_id = batches.batch_id
left join aliases on batches.government = aliases.government and spellings.agency_alias = aliases.alias
where aliases.agency_code is null and batches.is_province
group by spellings.batch_id, batches.file_name, batches.dataset, batches.government, spellings.agency_alias
