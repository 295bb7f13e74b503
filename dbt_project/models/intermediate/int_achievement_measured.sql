with achievements as (

    select * from {{ ref('int_achievement') }}

),

standards as (

    select * from {{ ref('int_standard') }}

),

-- The agency's own standard stands before the province's.
matched as (

    select
        achievements.*,
        standards.duty_kind,
        standards.aspect,
        standards.better,
        standards.weight,
        standards.is_mean,
        standards.unit_of_measure as standard_unit_of_measure,
        standards.target as standard_target,
        row_number() over (
            partition by achievements.batch_id, achievements.source_row, achievements.source_column
            order by case when standards.agency_code is null then 2 else 1 end
        ) as place
    from achievements
    left join standards
        on
            achievements.position_key = standards.position_key
            and achievements.indicator_alias = standards.indicator_alias
            and extract(year from achievements.period_end) = standards.year
            and (standards.agency_code is null or achievements.agency_code = standards.agency_code)

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
    where place = 1

)

select
    *,
    {{ achieved('realisation', 'period_target', 'better') }} as achievement,
    case when better = 'lower' then realisation <= period_target else realisation >= period_target end as is_met
from targeted
