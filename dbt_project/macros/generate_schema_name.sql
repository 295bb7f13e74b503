{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The folder's schema as it is written, without a prefix: staging, intermediate, seeds; marts and public lie in main. -#}
    {{- (custom_schema_name or target.schema) | trim -}}
{%- endmacro %}
