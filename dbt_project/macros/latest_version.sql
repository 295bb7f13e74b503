{% macro latest_version(name, relation, keys) -%}
    {#-
        CTE `name`: of the rows of `relation` with one key the latest alone. Nearly all keys come once, so only those that
        come again are put in order. A row without the first key is nobody's version and stays.
    -#}
repeated_{{ relation }} as (

    select {{ keys | join(', ') }}
    from {{ relation }}
    group by {{ keys | join(', ') }}
    having count(*) > 1

),

versions_{{ relation }} as (

    select
        {{ relation }}.*,
        case
            when repeated_{{ relation }}.{{ keys[0] }} is null then 1
            else row_number() over (
                partition by {% for key in keys %}{{ relation }}.{{ key }}{{ ', ' if not loop.last }}{% endfor %}
                order by {{ latest_first(relation) }}
            )
        end as version
    from {{ relation }}
    left join repeated_{{ relation }}
        on
            {% for key in keys %}
            {{ relation }}.{{ key }} = repeated_{{ relation }}.{{ key }}{{ ' and' if not loop.last }}
            {% endfor %}

),

{{ name }} as (

    select * from versions_{{ relation }} where version = 1

)
{%- endmacro %}
