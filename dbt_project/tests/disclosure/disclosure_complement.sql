-- What a published whole leaves over when its shown parts are taken away is nothing, or at least public_minimum persons
-- or answers: no hidden cell can be worked out from the shown ones. A whole under public_minimum is itself not shown.
with limits as (

    {{ disclosure_limits() }}

),

complaints as (

    select *, cast({{ dbt.date_trunc('quarter', 'received_on') }} as date) as quarter
    from {{ ref('fct_complaint') }}
    where is_province

),

quarter_cells as (

    select cells.level, cells.agency_code, cells.quarter, cells.complaint_class, cells.reason_hidden, count(*) as size
    from {{ ref('pub_complaint_quarter') }} as cells
    inner join complaints
        on
            cells.quarter = complaints.quarter
            and (cells.level = 'province' or cells.agency_code = complaints.agency_code)
            and (cells.complaint_class = 'all' or cells.complaint_class = complaints.complaint_class)
    group by cells.level, cells.agency_code, cells.quarter, cells.complaint_class, cells.reason_hidden

),

last_year as (

    select min(period_start) as period_start, max(period_end) as period_end from {{ ref('pub_complaint_class') }}

),

recent as (

    select complaints.*
    from complaints
    inner join last_year on complaints.received_on between last_year.period_start and last_year.period_end

),

shown_recent as (

    select recent.*, cells.reason_hidden is null and cells.agency_code is not null as is_shown
    from recent
    left join {{ ref('pub_complaint_class') }} as cells
        on recent.agency_code = cells.agency_code and recent.complaint_class = cells.complaint_class

),

rests as (

    select
        'staff: agencies in the province' as family,
        cast(months.month as {{ dbt.type_string() }}) as parent,
        max(months.active_employees) as whole,
        max(months.active_employees)
        - sum(case when cells.active_employees is not null then agencies.active_employees else 0 end) as rest
    from {{ ref('fct_province_month') }} as months
    inner join {{ ref('pub_agency_month') }} as cells on months.month = cells.month
    inner join {{ ref('fct_agency_month') }} as agencies
        on cells.agency_code = agencies.agency_code and cells.month = agencies.month
    group by months.month
    union all
    select
        'distribution: agencies in the province',
        cast(months.month as {{ dbt.type_string() }}),
        max(months.rated_employees),
        max(months.rated_employees)
        - sum(case when cells.reason_hidden is null then agencies.rated_employees else 0 end)
    from {{ ref('fct_province_month') }} as months
    inner join {{ ref('pub_agency_month') }} as cells on months.month = cells.month
    inner join {{ ref('fct_agency_month') }} as agencies
        on cells.agency_code = agencies.agency_code and cells.month = agencies.month
    group by months.month
    union all
    select
        'IKM: agencies in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
        max(wholes.respondents),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_agency_ikm') }} as cells on wholes.period_end = cells.period_end
    where wholes.is_province and wholes.level = 'government' and wholes.period_kind = 'rolling'
    group by wholes.period_end
    union all
    select
        'IKM: regions in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
        max(wholes.respondents),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_region_ikm') }} as cells on wholes.period_end = cells.period_end
    where wholes.is_province and wholes.level = 'government' and wholes.period_kind = 'rolling'
    group by wholes.period_end
    union all
    select
        'IKM of a year: agencies in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
        max(wholes.respondents),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_service_ikm') }} as cells
        on cells.level = 'agency' and extract(year from wholes.period_end) = cells.year
    where wholes.is_province and wholes.level = 'government' and wholes.period_kind = 'year'
    group by wholes.period_end
    union all
    -- A hidden agency has no shown unit: then the whole agency is the rest.
    select
        'IKM of a year: units in the agency',
        {{ dbt.concat(["wholes.agency_code", "' '", "cast(wholes.period_end as " ~ dbt.type_string() ~ ")"]) }},
        max(wholes.respondents),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_service_ikm') }} as cells
        on
            cells.level = 'unit'
            and wholes.agency_code = cells.agency_code and extract(year from wholes.period_end) = cells.year
    inner join {{ ref('pub_service_ikm') }} as agencies
        on
            agencies.level = 'agency' and agencies.reason_hidden is null
            and cells.agency_code = agencies.agency_code and cells.year = agencies.year
    where wholes.is_province and wholes.level = 'agency' and wholes.period_kind = 'year'
    group by wholes.agency_code, wholes.period_end
    union all
    select
        'IKM of a year: units in the region',
        {{ dbt.concat(["wholes.region_code", "' '", "cast(wholes.period_end as " ~ dbt.type_string() ~ ")"]) }},
        max(wholes.respondents),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('dim_unit') }} as units on wholes.region_code = units.region_code
    inner join {{ ref('pub_service_ikm') }} as cells
        on
            cells.level = 'unit'
            and units.unit_key = cells.unit_key and extract(year from wholes.period_end) = cells.year
    where wholes.is_province and wholes.level = 'region' and wholes.period_kind = 'year'
    group by wholes.region_code, wholes.period_end
    {% for name, part in {
        'agencies in the province': "cells.level = 'agency'",
        'classes in the province': "cells.level = 'province' and cells.complaint_class <> 'all'",
    }.items() %}
    union all
    select
        'complaints: {{ name }}',
        cast(wholes.quarter as {{ dbt.type_string() }}),
        max(wholes.size),
        max(wholes.size) - sum(case when cells.reason_hidden is null then cells.size else 0 end)
    from quarter_cells as wholes
    inner join quarter_cells as cells on wholes.quarter = cells.quarter
    where
        wholes.level = 'province' and wholes.complaint_class = 'all' and wholes.reason_hidden is null
        and {{ part }}
    group by wholes.quarter
    {% endfor %}
    {% for key in ['agency_code', 'complaint_class'] %}
    union all
    select 'complaints of a year: {{ key }}', {{ key }}, count(*), sum(case when is_shown then 0 else 1 end)
    from shown_recent
    where {{ key }} is not null
    group by {{ key }}
    {% endfor %}

)

select rests.*
from rests
cross join limits
where rests.whole >= limits.public_minimum and rests.rest <> 0 and rests.rest < limits.public_minimum
