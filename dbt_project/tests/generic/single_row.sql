{% test single_row(model) %}
{# The table has exactly one row: it speaks of the build as a whole. #}
select row_count
from (select count(*) as row_count from {{ model }}) as counted
where row_count <> 1
{% endtest %}
