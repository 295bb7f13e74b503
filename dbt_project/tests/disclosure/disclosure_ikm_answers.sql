-- An IKM is shown from ikm_minimum answers on, with its number of answers, and only the province's own.
with limits as (

    {{ disclosure_limits() }}

),

shown as (

    select 'province' as cell, cells.ikm, cells.n, marts.respondents
    from {{ ref('pub_province_month') }} as cells
    left join {{ ref('fct_service_ikm') }} as marts
        on
            marts.is_province and marts.level = 'government' and marts.period_kind = 'rolling'
            and cells.ikm_period_end = marts.period_end
    union all
    select 'agency', cells.ikm, cells.n, marts.respondents
    from {{ ref('pub_agency_ikm') }} as cells
    left join {{ ref('fct_service_ikm') }} as marts
        on
            marts.is_province and marts.level = 'agency' and marts.period_kind = 'rolling'
            and cells.agency_code = marts.agency_code and cells.period_end = marts.period_end
    union all
    select 'region', cells.ikm, cells.n, marts.respondents
    from {{ ref('pub_region_ikm') }} as cells
    left join {{ ref('fct_service_ikm') }} as marts
        on
            marts.is_province and marts.level = 'region' and marts.period_kind = 'rolling'
            and cells.region_code = marts.region_code and cells.period_end = marts.period_end
    union all
    select cells.level, cells.ikm, cells.n, marts.respondents
    from {{ ref('pub_service_ikm') }} as cells
    left join {{ ref('fct_service_ikm') }} as marts
        on
            marts.is_province and cells.level = marts.level and marts.period_kind = 'year'
            and cells.agency_code = marts.agency_code
            and coalesce(cells.unit_key, cells.unit_name, '') = coalesce(marts.unit_key, marts.unit_name, '')
            and cells.year = extract(year from marts.period_end)

)

select shown.*
from shown
cross join limits
where
    shown.ikm is not null
    and (shown.n is null or shown.respondents is null or shown.n <> shown.respondents or shown.n < limits.ikm_minimum)
