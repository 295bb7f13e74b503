{% macro period_kind(first_day, last_day) -%}
    {#- What a period is called by its length in months, where the file does not say. -#}
    case {{ months_in(first_day, last_day) }}
        when 1 then 'month'
        when 3 then 'quarter'
        when 6 then 'semester'
        when 12 then 'year'
        else 'other'
    end
{%- endmacro %}
