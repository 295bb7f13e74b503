{% macro measure(number, digits=6) -%}
    {#- The published form of a measure: rounded half-up on a decimal, double as the last cast. -#}
    cast({{ round_half_up(number, digits) }} as double)
{%- endmacro %}

{% macro share(part, whole) -%}
    {#- part / whole as a published measure between 0 and 1; null where there is no whole. -#}
    {{ measure("cast(" ~ part ~ " as decimal(18, 4)) / nullif(" ~ whole ~ ", 0)") }}
{%- endmacro %}

{% macro predikat_counts(rank) -%}
    {#- Persons per class, by rank, so that older schemes' words fall in the class of the same place. -#}
    {%- for code in predikat_codes() %}
    cast(sum(case when {{ rank }} = {{ 5 - loop.index0 }} then 1 else 0 end) as integer) as n_{{ code }}
    {%- if not loop.last %},{% endif -%}
    {%- endfor %}
{%- endmacro %}

{% macro predikat_codes() -%}
    {#- Best to worst, as in the seed predikat; a test holds both together. -#}
    {{ return(['sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang']) }}
{%- endmacro %}
