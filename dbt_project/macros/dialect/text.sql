{# What differs by engine when text is taken apart. Models call these names only. #}

{% macro replace_pattern(text, pattern, replacement) -%}
    {{ return(adapter.dispatch('replace_pattern', 'siger')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__replace_pattern(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro duckdb__replace_pattern(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro first_match(text, pattern) -%}
    {#- The first group of the pattern; '' where it does not match. -#}
    regexp_extract({{ text }}, '{{ pattern }}', 1)
{%- endmacro %}

{% macro similarity(one, other) -%}
    {#- Share of letters two texts have in common, 0 to 1: edits from one to the other against the longer one. -#}
    1.0 - levenshtein({{ one }}, {{ other }}) / cast(greatest(length({{ one }}), length({{ other }}), 1) as double)
{%- endmacro %}
