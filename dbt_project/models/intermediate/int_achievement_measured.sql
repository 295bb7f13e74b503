with achievements as (

    select * from {{ ref('int_achievement') }}

),

standards as (

    select * from {{ ref('int_standard') }}

),

-- The agency's own standard stands before the province's.
{%- set fields = ['duty_kind', 'aspect', 'better', 'weight', 'is_mean', 'unit_of_measure', 'target'] %}

matched as (

    select
        achievements.*,
        {% for field in fields -%}
        case when own.position_key is not null then own.{{ field }} else shared.{{ field }} end
            as {{ 'standard_' ~ field if field in ('unit_of_measure', 'target') else field }}{{ ',' if not loop.last }}
        {% endfor %}
    from achievements
    left join standards as own
        on
            achievements.position_key = own.position_key
            and achievements.indicator_alias = own.indicator_alias
            and extract(year from achievements.period_end) = own.year
            and achievements.agency_code = own.agency_code
    left join standards as shared
        on
            achievements.position_key = shared.position_key
            and achievements.indicator_alias = shared.indicator_alias
            and extract(year from achievements.period_end) = shared.year
            and shared.agency_code is null

),

-- Where the file gives no target: the year's target, or its part for the period where realisations add up.
targeted as (

    select
        *,
        coalesce(
            target,
            case
                when is_mean then standard_target
                else standard_target * {{ months_in('period_start', 'period_end') }} / 12
            end
        ) as period_target
    from matched

)

select
    *,
    {{ achieved('realisation', 'period_target', 'better') }} as achievement,
    case when better = 'lower' then realisation <= period_target else realisation >= period_target end as is_met
from targeted
