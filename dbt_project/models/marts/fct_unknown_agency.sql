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

),

unknown as (

    select
        spellings.batch_id,
        batches.file_name,
        batches.dataset,
        batches.government,
        spellings.agency_alias,
        cast(max(spellings.row_count) as integer) as row_count
    from spellings
    inner join batches on spellings.batch_id = batches.batch_id
    left join aliases on batches.government = aliases.government and spellings.agency_alias = aliases.alias
    where aliases.agency_code is null and batches.is_province
    group by spellings.batch_id, batches.file_name, batches.dataset, batches.government, spellings.agency_alias

),

-- Each unknown spelling beside every known one of its government.
compared as (

    select
        names.government,
        names.agency_alias,
        aliases.agency_code,
        {{ round_half_up(similarity('names.agency_alias', 'aliases.alias'), 4) }} as score
    from (select distinct government, agency_alias from unknown) as names
    inner join aliases on names.government = aliases.government

),

nearest as (

    select
        *,
        row_number() over (partition by government, agency_alias order by score desc, agency_code) as place
    from compared

)

select
    unknown.*,
    nearest.agency_code as suggested_agency_code,
    cast(nearest.score as double) as suggestion_score,
    'Perangkat daerah "' || unknown.agency_alias
    || '" tidak dikenal; sambungkan ejaan ini dengan perangkat daerah yang dimaksud.' as reason
from unknown
left join nearest
    on
        unknown.government = nearest.government and unknown.agency_alias = nearest.agency_alias
        and nearest.place = 1
