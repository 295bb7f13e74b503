{%- set parts = {'qualification': 'education_level', 'performance': 'predikat', 'discipline': 'punishment_level'} -%}
with persons as (

    select * from {{ ref('int_ip_part') }}

),

scores as (

    select
        part,
        position_group,
        code,
        points,
        valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to
    from {{ ref('ip_score') }}

),

categories as (

    select
        category,
        lower_bound,
        lead(lower_bound) over (partition by valid_from order by lower_bound) as next_bound,
        valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to
    from {{ ref('ip_category') }}

),

years as (

    select year_start, cast({{ dbt.last_day('year_start', 'year') }} as date) as year_end
    from persons
    group by year_start

),

competences as (

    select
        years.year_start,
        scores.position_group,
        sum(case when scores.code = 'formal' then scores.points end) as formal_points,
        sum(case when scores.code = 'hours' then scores.points end) as hours_points,
        sum(case when scores.code = 'seminar' then scores.points end) as seminar_points
    from years
    inner join scores on scores.part = 'competence' and years.year_end between scores.valid_from and scores.valid_to
    group by years.year_start, scores.position_group

),

-- What is missing scores the least of its part, and is said.
scored as (

    select
        persons.*,
        years.year_end,
        {% for part in parts %}
        {{ part }}.points as {{ part }},
        {% endfor %}
        case when persons.has_formal_training then competences.formal_points else 0 end
        + case when persons.has_training_hours then competences.hours_points else 0 end
        + case when persons.has_seminar then competences.seminar_points else 0 end as competence
    from persons
    inner join years on persons.year_start = years.year_start
    inner join competences
        on persons.year_start = competences.year_start and persons.position_group = competences.position_group
    {% for part, code in parts.items() %}
    inner join scores as {{ part }}
        on
            {{ part }}.part = '{{ part }}' and persons.{{ code }} = {{ part }}.code
            and years.year_end between {{ part }}.valid_from and {{ part }}.valid_to
    {% endfor %}

),

totals as (

    select
        *,
        qualification + competence + performance + discipline as total,
        {{ dbt.concat([
            "case when education_level = 'missing' then 'education,' else '' end",
            "case when not has_training_data then 'training,' else '' end",
            "case when predikat = 'missing' then 'performance,' when performance_basis <> 'annual' then 'annual,' else '' end",
            "case when punishment_level = 'missing' then 'discipline,' else '' end",
        ]) }} as missing_codes
    from scored

)

-- Classes have gaps between 90 and 91: the index is rounded half-up to a whole number before it is classed.
select
    totals.person_key,
    cast(extract(year from totals.year_start) as {{ dbt.type_int() }}) as year,
    totals.year_start as period_start,
    totals.year_end as period_end,
    totals.agency_code,
    totals.position_group,
    totals.education_level,
    cast(totals.qualification as double) as qualification,
    totals.has_formal_training,
    cast(totals.training_hours as double) as training_hours,
    totals.has_seminar,
    cast(totals.competence as double) as competence,
    totals.predikat,
    totals.performance_basis,
    cast(totals.performance as double) as performance,
    totals.punishment_level,
    cast(totals.discipline as double) as discipline,
    cast(totals.total as double) as total,
    categories.category,
    nullif({{ replace_pattern('totals.missing_codes', ',$', '') }}, '') as missing
from totals
left join categories
    on
        {{ round_half_up('totals.total') }} >= categories.lower_bound
        and (categories.next_bound is null or {{ round_half_up('totals.total') }} < categories.next_bound)
        and totals.year_end between categories.valid_from and categories.valid_to
