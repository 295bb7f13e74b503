{% test primary_key(model, columns) %}
{# Together the columns name exactly one row: none is null, none repeats. One test, one scan, in place of many. #}
select {{ columns | join(', ') }}, count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1 or {% for column in columns %}{{ column }} is null{% if not loop.last %} or {% endif %}{% endfor %}
{% endtest %}
