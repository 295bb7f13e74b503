with indices as (

    select * from {{ ref('fct_service_ikm') }} where is_province and period_kind = 'rolling'

),

regions as (

    select * from {{ ref('dim_region') }}

),

limits as (

    {{ disclosure_limits() }}

),

-- The last rolling year that ends with a quarter.
latest as (

    select max(indices.period_end) as period_end
    from indices
    cross join limits
    where
        indices.level = 'government'
        and indices.period_end = {{ dbt.last_day('indices.period_end', 'quarter') }}
        and indices.period_end <= {{ month_end('limits.data_month') }}

),

province as (

    select indices.period_start, indices.period_end, indices.respondents as province_n
    from indices
    inner join latest on indices.period_end = latest.period_end
    where indices.level = 'government'

),

cells as (

    select
        regions.region_code,
        regions.region_name,
        regions.short_name,
        regions.tile_column,
        regions.tile_row,
        province.period_start,
        province.period_end,
        coalesce(province.province_n, 0) as province_n,
        limits.public_minimum,
        coalesce(indices.respondents, 0) as n,
        indices.ikm,
        indices.ikm_low,
        indices.ikm_high,
        indices.ikm_class,
        case
            when indices.respondents is null then 'not_reported'
            when not indices.is_shown or indices.respondents < limits.ikm_minimum then 'few_answers'
        end as cell_reason
    from regions
    cross join limits
    left join province on province.period_end is not null
    left join indices
        on
            indices.level = 'region'
            and regions.region_code = indices.region_code
            and province.period_end = indices.period_end

),

{{ complement(
    'protected', 'cells', parent=['period_end'], whole='province_n', part='n',
    reason=['cell_reason', 'reason_hidden'], limit='public_minimum', order='region_code',
) }}

select
    region_code,
    region_name,
    short_name,
    tile_column,
    tile_row,
    period_start,
    period_end,
    {% for column in ['ikm', 'ikm_low', 'ikm_high', 'n', 'ikm_class'] %}
    case when reason_hidden is null then {{ column }} end as {{ column }},
    {% endfor %}
    reason_hidden
from protected
