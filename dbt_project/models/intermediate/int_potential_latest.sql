with assessments as (

    select * from {{ ref('int_potential') }} where person_key is not null and in_roster

),

build as (

    select * from {{ ref('int_build') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

rules as (

    select
        build.as_of,
        {{ rule_value('talent_potential_middle') }} as middle_from,
        {{ rule_value('talent_potential_top') }} as top_from,
        {{ rule_value('talent_valid_years', dbt.type_int()) }} as valid_years
    from build
    inner join int_rule on {{ in_force('int_rule', 'build.as_of') }}
    group by build.as_of

),

held as (

    select
        assessments.*,
        rules.as_of,
        coalesce(
            assessments.potential,
            case
                when assessments.potential_score >= rules.top_from then 'tinggi'
                when assessments.potential_score >= rules.middle_from then 'menengah'
                else 'rendah'
            end
        ) as level,
        case when assessments.potential is null then 'from_score' else 'delivered' end as potential_basis,
        coalesce(
            assessments.valid_until,
            cast({{ dbt.dateadd('year', 'rules.valid_years', 'assessments.assessed_on') }} as date)
        ) as holds_until
    from assessments
    inner join rules on assessments.assessed_on <= rules.as_of
    where assessments.potential is not null or assessments.potential_score is not null

),

-- The latest that still holds; where none does, the last one says since when a new one is due.
ordered as (

    select
        *,
        row_number() over (
            partition by person_key
            order by case when holds_until >= as_of then 1 else 2 end, assessed_on desc, batch_id, source_row
        ) as place
    from held

)

select
    person_key,
    as_of,
    assessed_on,
    holds_until as valid_until,
    holds_until >= as_of as is_valid,
    cast(
        {{ dbt.datediff('assessed_on', 'as_of', 'month') }}
        as {{ dbt.type_int() }}
    ) as age_months,
    method,
    potential_score,
    level as potential,
    potential_basis,
    batch_id,
    source_row
from ordered
where place = 1
