{% macro indonesian_number(n) -%}
    {#- A whole number up to 999,999 as text with a dot before the thousands. -#}
    case
        when {{ n }} >= 1000
            then {{ dbt.concat([
                "cast(cast(floor(" ~ n ~ " / 1000) as integer) as " ~ dbt.type_string() ~ ")",
                "'.'",
                "lpad(cast(cast(" ~ n ~ " as integer) % 1000 as " ~ dbt.type_string() ~ "), 3, '0')",
            ]) }}
        else cast(cast({{ n }} as integer) as {{ dbt.type_string() }})
    end
{%- endmacro %}
