{# Formulas of the public satisfaction survey (PermenPANRB 14/2017) and its margin of error. #}

{% macro survey_elements() -%}
    {{ return(range(1, 10)) }}
{%- endmacro %}

{% macro sum_of_elements(prefix) -%}
    {#- prefix1 + … + prefix9; null as soon as one element has no answer at all. -#}
    {%- for u in survey_elements() -%}{{ prefix }}{{ u }}{{ ' + ' if not loop.last }}{%- endfor -%}
{%- endmacro %}

{% macro sample_needed(population) -%}
    {#- Krejcie and Morgan: chi-square 3.841, P 0.5, d 0.05, to the nearest person. -#}
    cast(round(3.841 * {{ population }} * 0.25 / (0.0025 * ({{ population }} - 1) + 3.841 * 0.25)) as {{ dbt.type_int() }})
{%- endmacro %}

{% macro standard_error(n, score_sum, score_square_sum, population) -%}
    {#- s/√n of the respondents' own scores; with a known population the finite correction √((N−n)/(N−1)). -#}
    sqrt(
        cast(greatest({{ n }} * {{ score_square_sum }} - {{ score_sum }} * {{ score_sum }}, 0) as double)
        / {{ n }} / nullif({{ n }} - 1, 0) / {{ n }}
        * case
            when {{ population }} > 1 and {{ population }} >= {{ n }}
                then cast({{ population }} - {{ n }} as double) / ({{ population }} - 1)
            else 1
        end
    )
{%- endmacro %}

{% macro unit_scope(relation) -%}
    {#- Which unit of which agency, as one text. -#}
    {{ dbt.concat(["coalesce(" ~ relation ~ ".agency_code, '-')", "'/'", "coalesce(" ~ relation ~ ".unit_ref, '-')"]) }}
{%- endmacro %}
