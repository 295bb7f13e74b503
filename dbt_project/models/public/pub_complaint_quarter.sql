{%- set margins = {'province_classes': 'complaint_class', 'agencies': 'agency_code'} -%}
with facts as (

    select * from {{ ref('fct_complaint') }} where is_province

),

limits as (

    {{ disclosure_limits() }}

),

complaints as (

    select facts.*, cast({{ dbt.date_trunc('quarter', 'facts.received_on') }} as date) as quarter
    from facts
    cross join limits
    where cast({{ dbt.last_day('facts.received_on', 'quarter') }} as date) <= {{ month_end('limits.data_month') }}

),

province as (

    select complaints.quarter, limits.public_minimum, {{ complaint_counts() }}
    from complaints
    cross join limits
    group by complaints.quarter, limits.public_minimum

),

{% for margin, key in margins.items() %}
{{ margin }}_counted as (

    select complaints.quarter, complaints.{{ key }}, limits.public_minimum, {{ complaint_counts() }}
    from complaints
    cross join limits
    where complaints.{{ key }} is not null
    group by complaints.quarter, complaints.{{ key }}, limits.public_minimum

),

{{ margin }}_of_province as (

    select counted.*, province.received as province_received
    from {{ margin }}_counted as counted
    inner join province on counted.quarter = province.quarter

),

{{ complement(
    margin, margin ~ '_of_province', parent=['quarter'], whole='province_received', part='received',
    reason=['cell_reason', 'reason_hidden'], limit='public_minimum', order=key,
) }},
{% endfor %}

cells as (

    select
        'province' as level, cast(null as {{ dbt.type_string() }}) as agency_code, quarter, 'all' as complaint_class,
        public_minimum, received, still_open, closed, over_limit, aged, cell_reason as reason_hidden
    from province
    union all
    select
        'province', null, quarter, complaint_class,
        public_minimum, received, still_open, closed, over_limit, aged, reason_hidden
    from province_classes
    union all
    select
        'agency', agency_code, quarter, 'all',
        public_minimum, received, still_open, closed, over_limit, aged, reason_hidden
    from agencies

)

select
    level,
    agency_code,
    quarter,
    complaint_class,
    {{ complaint_figures() }},
    reason_hidden
from cells
