{% macro period_kind(first_day, last_day) -%}
    {#- What a period is called by its length in months, where the file does not say. -#}
    case {{ dbt.datediff(first_day, last_day, 'month') }} + 1
        when 1 then 'month'
        when 3 then 'quarter'
        when 6 then 'semester'
        when 12 then 'year'
        else 'other'
    end
{%- endmacro %}
