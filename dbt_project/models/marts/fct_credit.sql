with appraisals as (

    select * from {{ ref('fct_appraisal') }} where is_official and scheme = 'PERMENPANRB6_2022'

),

positions as (

    select * from {{ ref('dim_position') }} where position_kind like 'fungsional%'

),

coefficients as (

    select * from {{ ref('credit_coefficient') }}

),

percentages as (

    select * from {{ ref('predikat') }}

),

-- The level stands in the name; "Guru Ahli Muda (Kepala Sekolah)" is a teacher's.
levels as (

    select
        positions.position_key,
        max(coefficients.position_level) as position_level
    from positions
    inner join coefficients
        on
            {{ dbt.concat(["'-'", "positions.position_key", "'-'"]) }}
            like {{ dbt.concat(["'%-'", "replace(coefficients.word, ' ', '-')", "'-%'"]) }}
    group by positions.position_key
    having count(distinct coefficients.position_level) = 1

),

since as (

    select min(valid_from) as first_day from coefficients

),

rated as (

    select
        appraisals.appraisal_key,
        appraisals.person_key,
        appraisals.agency_code,
        appraisals.position_key,
        appraisals.period_start,
        appraisals.period_end,
        appraisals.predikat,
        {{ months_in('appraisals.period_start', 'appraisals.period_end') }} as months,
        appraisals.batch_id,
        appraisals.source_row
    from appraisals
    inner join positions on appraisals.position_key = positions.position_key
    inner join since on appraisals.period_end >= since.first_day
    where appraisals.person_key is not null and appraisals.in_roster

),

{{ covered_periods('rated') }},

scored as (

    select
        rated.*,
        levels.position_level,
        coefficients.coefficient,
        percentages.points as percentage,
        covered.appraisal_key is null as is_counted
    from rated
    left join levels on rated.position_key = levels.position_key
    left join coefficients
        on
            levels.position_level = coefficients.position_level
            and {{ in_force('coefficients', 'rated.period_end') }}
    left join percentages
        on
            rated.predikat = percentages.code
            and {{ in_force('percentages', 'rated.period_end') }}
    left join covered on rated.appraisal_key = covered.appraisal_key

)

select
    appraisal_key,
    person_key,
    agency_code,
    position_key,
    position_level,
    period_start,
    period_end,
    cast(extract(year from period_end) as {{ dbt.type_int() }}) as year,
    cast(months as {{ dbt.type_int() }}) as months,
    predikat,
    cast(percentage as {{ dbt.type_int() }}) as percentage,
    cast(coefficient as double) as coefficient,
    {{ measure('months * percentage * coefficient / 1200', 2) }} as credit,
    is_counted,
    case when position_level is null then 'level_unknown' when percentage is null then 'predikat_unknown' end as reason,
    batch_id,
    source_row
from scored
