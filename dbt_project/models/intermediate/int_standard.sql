with standards as (

    select * from {{ ref('stg_standards') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

-- A standard without agency holds for the position everywhere.
ordered as (

    select
        standards.*,
        coalesce(of_row.agency_code, of_batch.agency_code) as agency_code,
        row_number() over (
            partition by
                standards.position_key, coalesce(of_row.agency_code, of_batch.agency_code),
                standards.year, standards.indicator_alias
            order by {{ latest_first('batches') }}
        ) as place
    from standards
    inner join batches on standards.batch_id = batches.batch_id
    left join aliases as of_row on standards.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    where {{ not_withdrawn('standards', 'standards') }}

)

select
    {{ surrogate_key(['position_key', 'agency_code', 'year', 'indicator_alias']) }} as standard_key,
    position_key,
    position_name,
    agency_code,
    year,
    indicator,
    indicator_alias,
    aspect,
    duty_kind,
    target,
    unit_of_measure,
    -- What is counted adds up over a year; quality, time and cost are levels: their mean counts.
    coalesce(aspect <> 'quantity', false)
    or coalesce({{ normalise_text('unit_of_measure') }} in ('persen', 'nilai', 'indeks', 'skor'), false)
    or coalesce(unit_of_measure = '%', false) as is_mean,
    better,
    weight,
    batch_id,
    source_row
from ordered
where place = 1
