{% macro round_half_up(number, digits=0) -%}
    {#- Half away from zero on a decimal, never on a float: 88.305 is 88.31. -#}
    round(cast({{ number }} as decimal(28, 10)), {{ digits }})
{%- endmacro %}
