{% macro project_measures(layer) -%}
    {#- (mart, column, what its `meta: measure` says) of a layer's models, in order of names; empty while dbt only parses. -#}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | sort(attribute='unique_id') if node.resource_type == 'model' and node.fqn[1] == layer -%}
            {%- for column in node.columns.values() if column.meta.measure -%}
                {%- do found.append((node.name, column.name, column.meta.measure)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(found) -%}
{%- endmacro %}

{% macro measure_rows(layer) -%}
    {#- The same as a select: mart, measure, label_id, label_en, definition_id, definition_en, unit, owner. -#}
    {%- for mart, column, said in project_measures(layer) %}
    select
        '{{ mart }}' as mart,
        '{{ column }}' as measure,
        {{ text_literal(said.label.id) }} as label_id,
        {{ text_literal(said.label.en) }} as label_en,
        {{ text_literal(said.definition.id) }} as definition_id,
        {{ text_literal(said.definition.en) }} as definition_en,
        '{{ said.unit }}' as unit,
        {{ text_literal(said.owner) }} as owner
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select
        {% for column in ['mart', 'measure', 'label_id', 'label_en', 'definition_id', 'definition_en', 'unit', 'owner'] %}
        cast(null as {{ dbt.type_string() }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    where 1 = 0
    {% endfor -%}
{%- endmacro %}

{% macro measure_table(layer) -%}
    {#- A layer's measures with their unit in words; reads the import CTE `labels`. -#}
measures as (

    {{ measure_rows(layer) }}

)

select
    measures.mart,
    measures.measure,
    measures.label_id,
    measures.label_en,
    measures.definition_id,
    measures.definition_en,
    measures.unit,
    labels.label_id as unit_label_id,
    labels.label_en as unit_label_en,
    measures.owner
from measures
inner join labels on measures.unit = labels.code
{%- endmacro %}

{% macro text_literal(text) -%}
    {{ dbt.string_literal(dbt.escape_single_quotes(text)) }}
{%- endmacro %}
