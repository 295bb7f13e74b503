{% macro region_alias(text) -%}
    {#- Name of a kabupaten/kota without that word and without blanks: "Kab. Tulang Bawang" is tulangbawang. -#}
    nullif(replace({{ replace_pattern(normalise_text(text), '^(kabupaten|kab|kota) ', '') }}, ' ', ''), '')
{%- endmacro %}
