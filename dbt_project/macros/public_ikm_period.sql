{% macro public_ikm_period(month) -%}
    {#- The public IKM is renewed once a quarter: a month is told by the twelve months to the quarter that ended last. -#}
    cast({{ dbt.dateadd('day', -1, dbt.date_trunc('quarter', dbt.dateadd('month', 1, month))) }} as date)
{%- endmacro %}
