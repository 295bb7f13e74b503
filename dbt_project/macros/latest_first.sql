{% macro latest_first(batch='batch') -%}
    {#- Version order of rows with one key: date of the data, then receipt, then hash; within a file the last row. -#}
    {{ batch }}.data_on desc, {{ batch }}.received_at desc, {{ batch }}.file_sha256 desc, source_row desc,
    {{ batch }}.batch_id desc
{%- endmacro %}
