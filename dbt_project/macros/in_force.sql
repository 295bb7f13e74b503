{% macro in_force(relation, day) -%}
    {#- Whether a row of an effective-dated table holds on a day: valid_from and valid_to are both included. -#}
    {{ day }} >= {{ relation }}.valid_from and ({{ relation }}.valid_to is null or {{ day }} <= {{ relation }}.valid_to)
{%- endmacro %}
