{% test expression_is_true(model, expression) %}
{# The expression holds on every row; null is a failure. #}
select *
from {{ model }}
where not coalesce(({{ expression }}), false)
{% endtest %}
