with indices as (

    select * from {{ ref('fct_service_ikm') }} where is_province

),

agencies as (

    select * from {{ ref('dim_agency') }}

),

limits as (

    {{ disclosure_limits() }}

),

-- Only years that end with a quarter: two neighbouring windows differ by whole quarters, never by a handful of answers.
province as (

    select
        indices.period_start,
        indices.period_end,
        indices.respondents as province_n,
        indices.ikm as province_ikm,
        limits.public_minimum,
        limits.ikm_minimum
    from indices
    cross join limits
    where
        indices.level = 'government' and indices.period_kind = 'rolling'
        and indices.period_end = {{ dbt.last_day('indices.period_end', 'quarter') }}
        and indices.period_end <= {{ month_end('limits.data_month') }}

),

rolling as (

    select * from indices where level = 'agency' and period_kind = 'rolling'

),

small_quarters as (

    select indices.agency_code, indices.period_end
    from indices
    cross join limits
    where indices.level = 'agency' and indices.period_kind = 'quarter' and indices.respondents < limits.public_minimum

),

windows_with_small_quarter as (

    select distinct rolling.agency_code, rolling.period_end
    from rolling
    inner join small_quarters
        on
            rolling.agency_code = small_quarters.agency_code
            and small_quarters.period_end between rolling.period_start and rolling.period_end

),

cells as (

    select
        agencies.agency_code,
        province.period_start,
        province.period_end,
        province.province_n,
        province.province_ikm,
        province.public_minimum,
        coalesce(rolling.respondents, 0) as n,
        rolling.ikm,
        rolling.ikm_low,
        rolling.ikm_high,
        rolling.ikm_class,
        case
            when rolling.respondents is null then 'not_reported'
            when not rolling.is_shown or rolling.respondents < province.ikm_minimum then 'few_answers'
            when windows_with_small_quarter.agency_code is not null then 'few_answers'
        end as cell_reason
    from agencies
    cross join province
    left join rolling on agencies.agency_code = rolling.agency_code and province.period_end = rolling.period_end
    left join windows_with_small_quarter
        on
            agencies.agency_code = windows_with_small_quarter.agency_code
            and province.period_end = windows_with_small_quarter.period_end

),

{{ complement(
    'protected', 'cells', parent=['period_end'], whole='province_n', part='n',
    reason=['cell_reason', 'reason_hidden'], limit='public_minimum', order='agency_code',
) }}

select
    agency_code,
    period_start,
    period_end,
    {% for column in ['ikm', 'ikm_low', 'ikm_high', 'n', 'ikm_class'] %}
    case when reason_hidden is null then {{ column }} end as {{ column }},
    {% endfor %}
    case
        when reason_hidden is not null then null
        when ikm_low > province_ikm then 'above'
        when ikm_high < province_ikm then 'below'
        else 'same'
    end as ikm_versus_province,
    reason_hidden
from protected
