-- Two shown windows of an agency differ by whole quarters; none of these may hold a handful of answers.
with limits as (

    {{ disclosure_limits() }}

)

select cells.agency_code, cells.period_end, quarters.period_end as quarter_end, quarters.respondents
from {{ ref('pub_agency_ikm') }} as cells
inner join {{ ref('fct_service_ikm') }} as quarters
    on
        quarters.level = 'agency' and quarters.period_kind = 'quarter'
        and cells.agency_code = quarters.agency_code
        and quarters.period_end between cells.period_start and cells.period_end
cross join limits
where cells.ikm is not null and quarters.respondents < limits.public_minimum
