{%- set scopes = {'unit': 'scope', 'agency': 'agency_code', 'region': 'region_code', 'government': "'-'"} -%}
with sums as (

    select * from {{ ref('int_survey_sum') }}

),

units as (

    select * from {{ ref('int_unit') }}

),

given as (

    select * from {{ ref('int_service_population') }}

),

delivered as (

    select * from {{ ref('int_survey_delivered') }}

),

minimum as (

    select * from {{ ref('int_rule') }} where rule = 'ikm_minimum'

),

classes as (

    select
        ikm_class,
        lower_bound,
        lead(lower_bound) over (partition by valid_from order by lower_bound) as next_bound,
        valid_from,
        valid_to
    from {{ ref('ikm_class') }}

),

-- A number given for the service unit and the year stands before the one of the unit list.
unit_sums as (

    select
        sums.government,
        sums.scope,
        sums.agency_code,
        sums.region_code,
        sums.period_kind,
        sums.period_end,
        sums.respondents,
        coalesce(given.population, units.population) as population
    from sums
    left join units on sums.unit_key = units.unit_key
    left join given
        on
            sums.unit_key = given.unit_key
            and given.service_alias is null
            and extract(year from sums.period_end) between given.first_year and given.last_year
    where sums.level = 'unit'

),

populations as (
    {% for level, scope in scopes.items() %}
    select
        '{{ level }}' as level,
        government,
        {{ scope }} as scope,
        period_kind,
        period_end,
        sum(population) as population,
        sum(case when population is not null then respondents else 0 end) as respondents
    from unit_sums
    group by government, {{ scope }}, period_kind, period_end
    union all
    {% endfor %}
    select
        sums.level,
        sums.government,
        sums.scope,
        sums.period_kind,
        sums.period_end,
        given.population,
        sums.respondents
    from sums
    inner join given
        on
            sums.unit_key = given.unit_key
            and sums.service_alias = given.service_alias
            and extract(year from sums.period_end) between given.first_year and given.last_year
    where sums.level = 'service'

),

-- A population is known for more than a unit only where every answer comes from a unit that has one.
elements as (

    select
        sums.*,
        populations.population,
        {% for u in survey_elements() %}
        cast(sums.sum_{{ u }} as double) / nullif(sums.answers_{{ u }}, 0) as nrr_{{ u }},
        {% endfor %}
        {{ standard_error('sums.respondents', 'sums.score_sum', 'sums.score_square_sum', 'populations.population') }}
            as standard_error
    from sums
    left join populations
        on
            sums.level = populations.level
            and sums.government = populations.government
            and sums.scope = populations.scope
            and sums.period_kind = populations.period_kind
            and sums.period_end = populations.period_end
            and sums.respondents = populations.respondents

),

-- The IKM is rounded half-up before anything is concluded from it: class, interval, comparison.
indices as (

    select
        *,
        ({{ sum_of_elements('nrr_') }}) / 9 as ni_exact,
        {{ round_half_up('25 * (' ~ sum_of_elements('nrr_') ~ ') / 9', 2) }} as ikm_exact
    from elements

)

select
    {{ dbt.concat([
        "indices.government", "'/'", "indices.level", "'/'", "indices.scope", "'/'", "indices.period_kind", "'/'",
        "cast(indices.period_end as " ~ dbt.type_string() ~ ")",
    ]) }} as service_key,
    indices.government,
    indices.is_province,
    indices.level,
    indices.agency_code,
    indices.region_code,
    indices.unit_key,
    indices.unit_name,
    indices.service_name,
    indices.period_kind,
    indices.period_start,
    indices.period_end,
    indices.respondents,
    indices.complete_respondents,
    {% for u in survey_elements() %}
    {{ round_half_up('indices.nrr_' ~ u, 4) }} as nrr_{{ u }},
    {% endfor %}
    {{ round_half_up('indices.ni_exact', 4) }} as ni,
    indices.ikm_exact as ikm,
    -- One respondent has no margin.
    case
        when indices.standard_error is not null and indices.ikm_exact is not null
            then greatest({{ round_half_up('indices.ikm_exact - 1.96 * indices.standard_error', 2) }}, 25)
    end as ikm_low,
    case
        when indices.standard_error is not null and indices.ikm_exact is not null
            then least({{ round_half_up('indices.ikm_exact + 1.96 * indices.standard_error', 2) }}, 100)
    end as ikm_high,
    {{ round_half_up('indices.standard_error', 4) }} as ikm_se,
    classes.ikm_class,
    {{ round_half_up('0.11 * 25 * 9 * indices.ni_exact', 2) }} as ikm_weight_011,
    delivered.ikm_delivered,
    {{ sample_needed('indices.population') }} as sample_needed,
    indices.population,
    indices.undeclared_respondents = 0 as u8_u9_declared,
    coalesce(indices.respondents >= minimum.value, false) and indices.ikm_exact is not null as is_shown
from indices
left join classes
    on
        indices.ikm_exact >= classes.lower_bound
        and (classes.next_bound is null or indices.ikm_exact < classes.next_bound)
        and {{ in_force('classes', 'indices.period_end') }}
left join minimum on {{ in_force('minimum', 'indices.period_end') }}
left join delivered
    on
        indices.level = delivered.level
        and indices.government = delivered.government
        and indices.scope = delivered.scope
        and indices.period_kind = delivered.period_kind
        and indices.period_end = delivered.period_end
