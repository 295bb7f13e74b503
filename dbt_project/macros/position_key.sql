{% macro position_key(text) -%}
    {#- Readable key of a position: acting prefixes (Plt., Plh., Pj.) do not make another position. -#}
    replace(trim({{ replace_pattern(normalise_text(text), '^(plt|plh|pj|pjs) ', '') }}), ' ', '-')
{%- endmacro %}
