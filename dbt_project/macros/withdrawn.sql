{% macro statement_scopes() -%}
    {#- What a full export states whole: whose rows, from when to when. # stands for the rows' relation. -#}
    {%- do return({
        'appraisals': ["coalesce(#agency_alias, '-')", '#period_start', '#period_end'],
        'achievements': ["coalesce(#agency_alias, '-')", '#period_start', '#period_end'],
        'employees': ["coalesce(#agency_alias, '-')", '#snapshot_date', '#snapshot_date'],
        'organisation_ratings': ["'*'", '#period_start', '#period_end'],
        'standards': [
            dbt.concat(["#position_key", "'/'", "coalesce(#agency_alias, '')"]),
            '#year', '#year',
        ],
        'surveys': [
            dbt.concat([
                "coalesce(#agency_alias, '')", "'/'", "coalesce(#unit_alias, '')", "'/'", "coalesce(#service_alias, '')"
            ]),
            'coalesce(#responded_on, #period_end)', 'coalesce(#responded_on, #period_end)',
        ],
        'trainings': ["'*'", '#started_on', '#started_on'],
    }) -%}
{%- endmacro %}

{% macro statement_scope(dataset, part, rows) -%}
    {#- One part of a dataset's scope as text: 0 whose, 1 from, 2 to. -#}
    {%- set expression = statement_scopes()[dataset][part].replace('#', rows ~ '.') -%}
    {{ expression if part == 0 else 'cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ')' }}
{%- endmacro %}

{% macro stated_scopes(with_key=false) -%}
    {#- What each file of the CTE `candidates` states, dataset by dataset; with the mark of each row where it is asked for. -#}
    {#- Dates become text when they are few. -#}
    {% for dataset, parts in statement_scopes().items() -%}
    select
        '{{ dataset }}' as dataset,
        batch_id,
        scope,
        cast(scope_start as {{ dbt.type_string() }}) as scope_start,
        cast(scope_end as {{ dbt.type_string() }}) as scope_end
        {%- if with_key %},
        row_key
        {%- endif %}
    from (
        select distinct
            batch_id,
            {{ parts[0].replace('#', '') }} as scope,
            {{ parts[1].replace('#', '') }} as scope_start,
            {{ parts[2].replace('#', '') }} as scope_end
            {%- if with_key %},
            {{ statement_key(dataset) }} as row_key
            {%- endif %}
        from {{ ref('stg_' ~ dataset) }}
        where batch_id in (select candidates.batch_id from candidates where candidates.dataset = '{{ dataset }}')
    ) as {{ dataset }}_stated
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}

{% macro statement_key(dataset) -%}
    {#- By what a row of a statement is known again in a later one, within its scope; null where rows carry no mark. -#}
    {%- do return({
        'appraisals': 'nip',
        'achievements': dbt.concat(["coalesce(nip, unit_alias, '-')", "'/'", 'indicator_alias']),
        'employees': 'nip',
        'organisation_ratings': dbt.concat(["coalesce(agency_alias, '-')", "'/'", "coalesce(unit_alias, '-')"]),
        'standards': 'indicator_alias',
        'surveys': 'respondent_id',
        'trainings': dbt.concat(['nip', "'/'", 'course_alias']),
    }[dataset]) -%}
{%- endmacro %}

{% macro not_withdrawn(dataset, rows) -%}
    {#- Rows that no later full export of their source has dropped; reads the import CTE `withdrawn`. -#}
    not exists (
        select 1
        from withdrawn
        where
            withdrawn.dataset = '{{ dataset }}' and withdrawn.batch_id = {{ rows }}.batch_id
            and withdrawn.scope = {{ statement_scope(dataset, 0, rows) }}
            and withdrawn.scope_start = {{ statement_scope(dataset, 1, rows) }}
            and withdrawn.scope_end = {{ statement_scope(dataset, 2, rows) }}
    )
{%- endmacro %}
