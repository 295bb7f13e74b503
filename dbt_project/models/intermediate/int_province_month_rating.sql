with ratings as (

    select * from {{ ref('int_agency_month_rating') }}

),

summed as (

    select
        month,
        max(coverage_floor) as coverage_floor,
        {% for column in ['active_employees', 'due_employees', 'rated_employees'] %}
        cast(sum({{ column }}) as integer) as {{ column }},
        {% endfor %}
        {% for code in predikat_codes() %}
        cast(sum(n_{{ code }}) as integer) as n_{{ code }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from ratings
    group by month

)

select
    *,
    {{ share('rated_employees', 'due_employees') }} as coverage,
    coalesce(rated_employees < coverage_floor * nullif(due_employees, 0), true) as is_withheld
from summed
