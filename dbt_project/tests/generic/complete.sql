{% test complete(model, columns) %}
{# None of the columns is null on any row. #}
select *
from {{ model }}
where {% for column in columns %}{{ column }} is null{% if not loop.last %} or {% endif %}{% endfor %}
{% endtest %}
