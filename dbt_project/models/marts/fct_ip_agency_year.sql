with persons as (

    select * from {{ ref('fct_ip_asn') }}

)

select
    agency_code,
    year,
    cast(count(*) as {{ dbt.type_int() }}) as employees,
    {{ measure('avg(cast(total as decimal(9, 4)))', 2) }} as mean_total,
    {% for part in ['qualification', 'competence', 'performance', 'discipline'] %}
    {{ measure('avg(cast(' ~ part ~ ' as decimal(9, 4)))', 2) }} as mean_{{ part }},
    {% endfor %}
    -- The last period standing in for the yearly evaluation is said, but it is data.
    cast(sum(case when missing is not null and missing <> 'annual' then 1 else 0 end) as {{ dbt.type_int() }})
        as without_data
from persons
group by agency_code, year
