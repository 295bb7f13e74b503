with months as (

    select * from {{ ref('int_month') }}

),

agencies as (

    select * from {{ ref('agency') }}

),

ratings as (

    select * from {{ ref('int_employee_month_rating') }}

),

counted as (

    select
        agency_code,
        month,
        cast(sum(case when is_active then 1 else 0 end) as integer) as active_employees,
        cast(sum(case when is_due then 1 else 0 end) as integer) as due_employees,
        cast(count(predikat_rank) as integer) as rated_employees,
        {{ predikat_counts('predikat_rank') }},
        cast(sum(case when not is_matrix_consistent then 1 else 0 end) as integer) as inconsistent_appraisals
    from ratings
    group by agency_code, month

),

-- Every agency has a row in every month: who never reports is in sight.
complete as (

    select
        agencies.agency_code,
        months.month,
        months.coverage_floor,
        months.judged_minimum,
        {% for column in ['active_employees', 'due_employees', 'rated_employees', 'inconsistent_appraisals'] %}
        coalesce(counted.{{ column }}, 0) as {{ column }},
        {% endfor %}
        {% for code in predikat_codes() %}
        coalesce(counted.n_{{ code }}, 0) as n_{{ code }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from agencies
    cross join months
    left join counted on agencies.agency_code = counted.agency_code and months.month = counted.month

)

select
    *,
    {{ share('rated_employees', 'due_employees') }} as coverage,
    -- Nobody due means no figure either.
    coalesce(rated_employees < coverage_floor * nullif(due_employees, 0), true) as is_withheld
from complete
