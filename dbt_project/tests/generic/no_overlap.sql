{% test no_overlap(model, key) %}
{# Effective-dated rows of one key do not overlap. #}
with ordered as (
    select
        {{ key | join(', ') }},
        valid_to,
        lead(valid_from) over (partition by {{ key | join(', ') }} order by valid_from) as next_from
    from {{ model }}
)

select *
from ordered
where next_from is not null and (valid_to is null or valid_to >= next_from)
{% endtest %}
