{% macro move_parts() -%}
    {#- Which way a person bears on an agency's change from one month to the next. -#}
    {{ return(['same_rater', 'other_rater', 'late', 'caught_up', 'left', 'joined', 'not_due', 'due_again']) }}
{%- endmacro %}

{% macro parts_sum(prefix, parts) -%}
    ({% for part in parts %}{{ prefix }}{{ part }}{{ ' + ' if not loop.last }}{% endfor %})
{%- endmacro %}

{% macro level(part, whole) -%}
    {#- One level of a waterfall: exact to six decimals, so that differences of levels add up without a rest. -#}
    cast(
        {{ round_half_up("cast(" ~ part ~ " as decimal(18, 4)) / nullif(" ~ whole ~ ", 0)", 6) }} as decimal(12, 6)
    )
{%- endmacro %}
