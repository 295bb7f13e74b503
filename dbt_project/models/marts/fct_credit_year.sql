with credits as (

    select * from {{ ref('fct_credit') }} where is_counted and credit is not null

)

select
    person_key,
    year,
    max(agency_code) as agency_code,
    cast(sum(months) as {{ dbt.type_int() }}) as months,
    {{ measure('sum(months * percentage * cast(coefficient as decimal(9, 4))) / 1200', 2) }} as credit
from credits
group by person_key, year
