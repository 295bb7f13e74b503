with achievements as (

    select * from {{ ref('int_achievement') }}

),

own as (

    select * from {{ ref('int_standard') }} where agency_code is not null

),

common as (

    select * from {{ ref('int_standard') }} where agency_code is null

),

-- The agency's own standard stands before the province's.
matched as (

    select
        achievements.*,
        case when own.standard_key is null then common.duty_kind else own.duty_kind end as standard_duty_kind,
        case when own.standard_key is null then common.aspect else own.aspect end as standard_aspect,
        case when own.standard_key is null then common.better else own.better end as standard_better,
        case when own.standard_key is null then common.weight else own.weight end as standard_weight,
        case when own.standard_key is null then common.is_mean else own.is_mean end as standard_is_mean,
        case when own.standard_key is null then common.unit_of_measure else own.unit_of_measure end
            as standard_unit_of_measure,
        case when own.standard_key is null then common.target else own.target end as standard_target
    from achievements
    left join own
        on
            achievements.position_key = own.position_key
            and achievements.indicator_alias = own.indicator_alias
            and achievements.year = own.year
            and achievements.agency_code = own.agency_code
    left join common
        on
            achievements.position_key = common.position_key
            and achievements.indicator_alias = common.indicator_alias
            and achievements.year = common.year

),

-- Where the file gives no target: the year's target, or its part for the period where realisations add up.
targeted as (

    select
        *,
        coalesce(
            target,
            case
                when standard_is_mean then standard_target
                else standard_target * {{ months_in('period_start', 'period_end') }} / 12
            end
        ) as period_target
    from matched

)

select
    batch_id,
    source_row,
    source_column,
    person_key,
    agency_code,
    unit_key,
    position_key,
    indicator,
    indicator_alias,
    year,
    period_start,
    period_end,
    month,
    realisation,
    coalesce(unit_of_measure, standard_unit_of_measure) as unit_of_measure,
    standard_duty_kind as duty_kind,
    standard_aspect as aspect,
    standard_weight as weight,
    period_target,
    {{ achieved('realisation', 'period_target', 'standard_better') }} as achievement,
    case when standard_better = 'lower' then realisation <= period_target else realisation >= period_target end
        as is_met
from targeted
