{% macro as_of(newest_receipt) -%}
    {#- The day the build speaks for: the variable where it is given, else the day the newest file came. -#}
    {%- if var('as_of') -%}
        max(cast('{{ var("as_of") }}' as date))
    {%- else -%}
        {{ wib_date(newest_receipt) }}
    {%- endif -%}
{%- endmacro %}
