{%- set levels = {
    'government': 'true',
    'agency': 'agency_code is not null',
    'region': 'region_code is not null',
    'unit': 'unit_ref is not null',
    'service': 'service_alias is not null',
} -%}
{%- set kept = {
    'government': [],
    'agency': ['agency_code'],
    'region': ['region_code'],
    'unit': ['agency_code', 'unit_key', 'unit_ref', 'unit_name', 'region_code'],
    'service': ['agency_code', 'unit_key', 'unit_ref', 'unit_name', 'region_code', 'service_alias', 'service_name'],
} -%}
{%- set entity = [
    'agency_code', 'unit_key', 'unit_ref', 'unit_name', 'region_code', 'service_alias', 'service_name',
] -%}
with months as (

    select * from {{ ref('int_survey_month') }}

),

periods as (

    select * from {{ ref('int_survey_period') }}

),

levels as (
    {% for level, condition in levels.items() %}
    select
        '{{ level }}' as level,
        government,
        is_province,
        {% for column in entity %}
        {{ column if column in kept[level] else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as {{ column }},
        {% endfor %}
        month,
        respondents,
        complete_respondents,
        undeclared_respondents,
        {% for u in survey_elements() %}
        answers_{{ u }},
        sum_{{ u }},
        {% endfor %}
        score_sum,
        score_square_sum
    from months
    where {{ condition }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    levels.level,
    levels.government,
    levels.is_province,
    levels.agency_code,
    levels.unit_key,
    levels.unit_ref,
    min(levels.unit_name) as unit_name,
    levels.region_code,
    levels.service_alias,
    min(levels.service_name) as service_name,
    periods.period_kind,
    periods.period_start,
    periods.period_end,
    {# Which entity of its level a row speaks of, as one text: what joins and keys use. #}
    case levels.level
        when 'government' then '-'
        when 'agency' then levels.agency_code
        when 'region' then levels.region_code
        when 'unit' then {{ unit_scope('levels') }}
        else {{ dbt.concat([unit_scope('levels'), "'/'", "levels.service_alias"]) }}
    end as scope,
    sum(levels.respondents) as respondents,
    sum(levels.complete_respondents) as complete_respondents,
    sum(levels.undeclared_respondents) as undeclared_respondents,
    {% for u in survey_elements() %}
    sum(levels.answers_{{ u }}) as answers_{{ u }},
    sum(levels.sum_{{ u }}) as sum_{{ u }},
    {% endfor %}
    sum(levels.score_sum) as score_sum,
    sum(levels.score_square_sum) as score_square_sum
from levels
inner join periods
    on levels.month = periods.month or (levels.month is null and periods.month is null and periods.period_kind = 'all')
where levels.level <> 'service' or periods.period_kind <> 'rolling'
group by
    levels.level, levels.government, levels.is_province, levels.agency_code, levels.unit_key, levels.unit_ref,
    levels.region_code, levels.service_alias, periods.period_kind, periods.period_start, periods.period_end
