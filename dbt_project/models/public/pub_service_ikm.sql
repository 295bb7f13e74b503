with indices as (

    select * from {{ ref('fct_service_ikm') }} where is_province and period_kind = 'year'

),

limits as (

    {{ disclosure_limits() }}

),

-- Years that are over: a year to date would change with every answer.
years as (

    select
        indices.*,
        limits.public_minimum,
        case when not indices.is_shown or indices.respondents < limits.ikm_minimum then 'few_answers' end as cell_reason
    from indices
    cross join limits
    where indices.period_end <= {{ month_end('limits.data_month') }}

),

province as (

    select * from years where level = 'government'

),

agency_cells as (

    select years.*, province.respondents as province_n
    from years
    inner join province on years.period_end = province.period_end
    where years.level = 'agency'

),

{{ complement(
    'agencies', 'agency_cells', parent=['period_end'], whole='province_n', part='respondents',
    reason=['cell_reason', 'reason_hidden'], limit='public_minimum', order='agency_code',
) }},

-- Under a hidden agency nothing is shown; what a shown one leaves over is many answers or none, and so in each region.
unit_cells as (

    select
        units.*,
        agencies.respondents as agency_n,
        regions.respondents as region_n,
        case when agencies.reason_hidden is not null then 'complement' else units.cell_reason end as unit_reason
    from years as units
    inner join agencies on units.agency_code = agencies.agency_code and units.period_end = agencies.period_end
    left join years as regions
        on
            regions.level = 'region'
            and units.region_code = regions.region_code
            and units.period_end = regions.period_end
    where units.level = 'unit'

),

{{ complement(
    'units_in_agency', 'unit_cells', parent=['agency_code', 'period_end'], whole='agency_n', part='respondents',
    reason=['unit_reason', 'agency_reason'], limit='public_minimum', order='service_key',
) }},

{{ complement(
    'units', 'units_in_agency', parent=['region_code', 'period_end'], whole='region_n', part='respondents',
    reason=['agency_reason', 'reason_hidden'], limit='public_minimum', order='service_key',
) }},

cells as (
    {% for relation, level in {'agencies': 'agency', 'units': 'unit'}.items() %}
    select
        '{{ level }}' as level, agency_code, unit_key, unit_name, period_start, period_end, ikm, ikm_low, ikm_high,
        respondents as n, ikm_class, reason_hidden
    from {{ relation }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    level,
    agency_code,
    unit_key,
    unit_name,
    cast(extract(year from period_end) as {{ dbt.type_int() }}) as year,
    {% for column in ['ikm', 'ikm_low', 'ikm_high', 'n', 'ikm_class'] %}
    case when reason_hidden is null then {{ column }} end as {{ column }},
    {% endfor %}
    reason_hidden
from cells
