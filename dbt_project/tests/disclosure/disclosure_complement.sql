-- What a published whole leaves over when its shown parts are taken away is nothing, or at least public_minimum persons or
-- answers: no hidden cell can be worked out from the shown ones.
with limits as (

    {{ disclosure_limits() }}

),

complaints as (

    select
        cast({{ dbt.date_trunc('quarter', 'received_on') }} as date) as quarter,
        agency_code,
        complaint_class,
        count(*) as received
    from {{ ref('fct_complaint') }}
    where is_province
    group by cast({{ dbt.date_trunc('quarter', 'received_on') }} as date), agency_code, complaint_class

),

complaint_cells as (

    select
        cells.*,
        (
            select sum(complaints.received) from complaints
            where
                complaints.quarter = cells.quarter
                and (cells.level = 'province' or complaints.agency_code = cells.agency_code)
                and (cells.complaint_class = 'all' or complaints.complaint_class = cells.complaint_class)
        ) as size
    from {{ ref('pub_complaint_quarter') }} as cells

),

rests as (

    select
        'staff: agencies in the province' as family,
        cast(months.month as {{ dbt.type_string() }}) as parent,
        max(months.active_employees) - sum(case when cells.active_employees is not null then agencies.active_employees else 0 end)
            as rest
    from {{ ref('fct_province_month') }} as months
    inner join {{ ref('pub_agency_month') }} as cells on months.month = cells.month
    inner join {{ ref('fct_agency_month') }} as agencies
        on cells.agency_code = agencies.agency_code and cells.month = agencies.month
    group by months.month
    union all
    select
        'distribution: agencies in the province',
        cast(months.month as {{ dbt.type_string() }}),
        max(months.rated_employees) - sum(case when cells.reason_hidden is null then agencies.rated_employees else 0 end)
    from {{ ref('fct_province_month') }} as months
    inner join {{ ref('pub_agency_month') }} as cells on months.month = cells.month
    inner join {{ ref('fct_agency_month') }} as agencies
        on cells.agency_code = agencies.agency_code and cells.month = agencies.month
    group by months.month
    union all
    select
        'IKM: agencies in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_agency_ikm') }} as cells on wholes.period_end = cells.period_end
    where wholes.is_province and wholes.level = 'government' and wholes.period_kind = 'rolling'
    group by wholes.period_end
    union all
    select
        'IKM: regions in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('pub_region_ikm') }} as cells on wholes.period_end = cells.period_end
    where wholes.is_province and wholes.level = 'government' and wholes.period_kind = 'rolling'
    group by wholes.period_end
    union all
    select
        'IKM of a year: agencies in the province',
        cast(wholes.period_end as {{ dbt.type_string() }}),
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
        max(wholes.respondents) - coalesce(sum(cells.n), 0)
    from {{ ref('fct_service_ikm') }} as wholes
    inner join {{ ref('dim_unit') }} as units on wholes.region_code = units.region_code
    inner join {{ ref('pub_service_ikm') }} as cells
        on
            cells.level = 'unit'
            and units.unit_key = cells.unit_key and extract(year from wholes.period_end) = cells.year
    where wholes.is_province and wholes.level = 'region' and wholes.period_kind = 'year'
    group by wholes.region_code, wholes.period_end
    {% for name, whole, part, keys in [
        ('agencies in the province', "wholes.level = 'province' and wholes.complaint_class = 'all'",
            "cells.level = 'agency' and cells.complaint_class = 'all'", []),
        ('classes in the province', "wholes.level = 'province' and wholes.complaint_class = 'all'",
            "cells.level = 'province' and cells.complaint_class <> 'all'", []),
        ('classes in the agency', "wholes.level = 'agency' and wholes.complaint_class = 'all'",
            "cells.level = 'agency' and cells.complaint_class <> 'all'", ['agency_code']),
        ('agencies in the class', "wholes.level = 'province' and wholes.complaint_class <> 'all'",
            "cells.level = 'agency' and cells.complaint_class <> 'all'", ['complaint_class']),
    ] %}
    union all
    select
        'complaints: {{ name }}',
        {{ dbt.concat(["cast(wholes.quarter as " ~ dbt.type_string() ~ ")", "' '", "coalesce(wholes.agency_code, '')", "' '",
            "wholes.complaint_class"]) }},
        max(wholes.size) - sum(case when cells.reason_hidden is null then cells.size else 0 end)
    from complaint_cells as wholes
    inner join complaint_cells as cells
        on wholes.quarter = cells.quarter{% for key in keys %} and wholes.{{ key }} = cells.{{ key }}{% endfor %}
    where {{ whole }} and wholes.reason_hidden is null and {{ part }}
    group by wholes.quarter, wholes.agency_code, wholes.complaint_class
    {% endfor %}

)

select rests.*
from rests
cross join limits
where rests.rest <> 0 and rests.rest < limits.public_minimum
