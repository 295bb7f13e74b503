{% macro rule_value(rule, type='decimal(18, 4)') -%}
    {#- One rule as a column, inside a group by over int_rule rows in force. -#}
    cast(max(case when int_rule.rule = '{{ rule }}' then int_rule.value end) as {{ type }})
{%- endmacro %}
