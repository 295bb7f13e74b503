-- No shown cell stands for fewer than public_minimum persons or answers, no distribution for fewer than
-- distribution_minimum rated employees. Sizes are those of the marts, not the rounded ones of the public tables.
with limits as (

    {{ disclosure_limits() }}

),

shown as (

    select 'staff of an agency' as cell, marts.active_employees as size, limits.public_minimum as least_size
    from {{ ref('pub_agency_month') }} as cells
    inner join {{ ref('fct_agency_month') }} as marts
        on cells.agency_code = marts.agency_code and cells.month = marts.month
    cross join limits
    where cells.active_employees is not null or cells.coverage is not null
    union all
    select 'distribution of an agency', marts.rated_employees, limits.distribution_minimum
    from {{ ref('pub_agency_month') }} as cells
    inner join {{ ref('fct_agency_month') }} as marts
        on cells.agency_code = marts.agency_code and cells.month = marts.month
    cross join limits
    where coalesce(cells.share_sangat_baik, cells.share_baik, cells.share_below_baik) is not null
    union all
    select 'staff of the province', marts.active_employees, limits.public_minimum
    from {{ ref('pub_province_month') }} as cells
    inner join {{ ref('fct_province_month') }} as marts on cells.month = marts.month
    cross join limits
    where cells.active_employees is not null or cells.coverage is not null
    union all
    select 'distribution of the province', marts.rated_employees, limits.distribution_minimum
    from {{ ref('pub_province_month') }} as cells
    inner join {{ ref('fct_province_month') }} as marts on cells.month = marts.month
    cross join limits
    where coalesce(cells.share_sangat_baik, cells.share_baik, cells.share_below_baik) is not null
    {% for measure in ['received', 'open', 'over_limit'] %}
    union all
    select 'complaints of the province', nullif(marts.complaints_{{ measure }}, 0), limits.public_minimum
    from {{ ref('pub_province_month') }} as cells
    inner join {{ ref('fct_province_month') }} as marts on cells.month = marts.month
    cross join limits
    where cells.complaints_{{ measure }} is not null
    {% endfor %}
    {% set families = {
        'pub_complaint_quarter': ["cells.quarter = cast(" ~ dbt.date_trunc('quarter', 'marts.received_on') ~ " as date)
            and (cells.level = 'province' or cells.agency_code = marts.agency_code)
            and (cells.complaint_class = 'all' or cells.complaint_class = marts.complaint_class)",
            'cells.level, cells.agency_code, cells.quarter, cells.complaint_class'],
        'pub_complaint_class': ["marts.received_on between cells.period_start and cells.period_end
            and cells.agency_code = marts.agency_code and cells.complaint_class = marts.complaint_class",
            'cells.agency_code, cells.complaint_class'],
    } %}
    {% for model, (same, key) in families.items() %}
    union all
    select '{{ model }}', count(*), min(limits.public_minimum)
    from {{ ref(model) }} as cells
    inner join {{ ref('fct_complaint') }} as marts on marts.is_province and {{ same }}
    cross join limits
    where coalesce(cells.received, cells.closed_share, cells.still_open, cells.share_within_limit) is not null
    group by {{ key }}
    union all
    select '{{ model }}, open', count(*), min(limits.public_minimum)
    from {{ ref(model) }} as cells
    inner join {{ ref('fct_complaint') }} as marts
        on marts.is_province and marts.status_group = 'open' and {{ same }}
    cross join limits
    where cells.still_open > 0 or cells.share_within_limit is not null
    group by {{ key }}
    {% endfor %}

)

select *
from shown
where size < least_size
