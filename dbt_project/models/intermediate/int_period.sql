with periods as (

    select * from {{ ref('stg_periods') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

versions as (

    select
        aliases.agency_code,
        periods.*,
        row_number() over (
            partition by aliases.agency_code, periods.period_kind, periods.period_start, periods.period_end
            order by {{ latest_first('batches') }}
        ) as version
    from periods
    inner join batches on periods.batch_id = batches.batch_id
    left join aliases on batches.agency_alias = aliases.alias

)

select
    agency_code,
    period_name,
    period_kind,
    period_start,
    period_end,
    {{ month_start('period_end') }} as month,
    deadline,
    is_final,
    batch_id,
    source_row
from versions
where version = 1
