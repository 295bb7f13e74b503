{% macro spans(relation, keys, states) -%}
    {#-
        CTE `spans`: the rows of `relation` (a row per key and list, in force from listed_on to ends_on, null while it lasts)
        joined where neither a state changed nor a list in between lacks the key: valid_from, valid_to, days both included.
    -#}
compared as (

    select
        *,
        {{ surrogate_key(states) }} as state,
        lag({{ surrogate_key(states) }}) over (partition by {{ keys | join(', ') }} order by listed_on) as last_state,
        lag(ends_on) over (partition by {{ keys | join(', ') }} order by listed_on) as last_ends_on
    from {{ relation }}

),

numbered as (

    select
        *,
        sum(case when last_state = state and {{ days_after('last_ends_on', 'listed_on') }} = 1 then 0 else 1 end) over (
            partition by {{ keys | join(', ') }} order by listed_on rows between unbounded preceding and current row
        ) as span
    from compared

),

spans as (

    select
        {{ keys | join(', ') }},
        {% for state in states %}
        max({{ state }}) as {{ state }},
        {% endfor %}
        min(listed_on) as valid_from,
        case when count(*) = count(ends_on) then max(ends_on) end as valid_to,
        max(listed_on) as last_listed_on
    from numbered
    group by {{ keys | join(', ') }}, span

)
{%- endmacro %}
