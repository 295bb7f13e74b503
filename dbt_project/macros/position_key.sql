{% macro position_key(text) -%}
    {#- Readable key of a position: acting prefixes (Plt., Plh., Pj.) do not make another position. -#}
    replace(trim({{ replace_pattern(normalise_text(text), '^(plt|plh|pj|pjs) ', '') }}), ' ', '-')
{%- endmacro %}

{% macro is_acting(position_name) -%}
    {#- Whether a position is held for the time being: pelaksana tugas, pelaksana harian, penjabat (sementara). -#}
    coalesce({{ first_match('lower(' ~ position_name ~ ')', '^ *(plt|plh|pjs?)[. ]') }} <> '', false)
{%- endmacro %}
