with complaints as (

    select
        *,
        cast({{ dbt.date_trunc('quarter', 'received_on') }} as date) as quarter
    from {{ ref('fct_complaint') }}
    where is_province

),

limits as (

    {{ disclosure_limits() }}

),

counted as (

    select
        complaints.agency_code,
        complaints.quarter,
        complaints.complaint_class,
        limits.public_minimum,
        count(*) as received,
        sum(case when complaints.status_group = 'open' then 1 else 0 end) as still_open,
        sum(case when complaints.status_group = 'closed' then 1 else 0 end) as closed,
        sum(case when complaints.is_over_limit then 1 else 0 end) as over_limit,
        sum(case when complaints.is_over_limit is not null then 1 else 0 end) as aged
    from complaints
    cross join limits
    where {{ dbt.last_day('complaints.received_on', 'quarter') }} <= {{ month_end('limits.data_month') }}
    group by complaints.agency_code, complaints.quarter, complaints.complaint_class, limits.public_minimum

),

{% set margins = {
    'province': [],
    'province_classes': ['complaint_class'],
    'agency_totals': ['agency_code'],
    'agency_classes': ['agency_code', 'complaint_class'],
} %}
{% for margin, columns in margins.items() %}
{{ margin }}_counted as (

    select
        quarter,
        public_minimum,
        {% for column in columns %}{{ column }},{% endfor %}
        sum(received) as received,
        sum(still_open) as still_open,
        sum(closed) as closed,
        sum(over_limit) as over_limit,
        sum(aged) as aged,
        case when sum(received) < public_minimum then 'few_persons' end as cell_reason
    from counted
    {% if columns %}where {% for column in columns %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}{% endif %}
    group by quarter, public_minimum{% for column in columns %}, {{ column }}{% endfor %}

),
{% endfor %}

{% for margin, key in {'province_classes': 'complaint_class', 'agency_totals': 'agency_code'}.items() %}
{{ margin }}_of_province as (

    select {{ margin }}_counted.*, province_counted.received as province_received
    from {{ margin }}_counted
    inner join province_counted on {{ margin }}_counted.quarter = province_counted.quarter

),

{{ complement(
    margin, margin ~ '_of_province', parent=['quarter'], whole='province_received', part='received',
    reason=['cell_reason', 'reason_hidden'], limit='public_minimum', order=key,
) }},
{% endfor %}

-- A cell is guarded twice: among its agency's classes and among the agencies of its class. Hiding one more cell only
-- makes the other sum's rest larger, so the order does not matter.
crossed as (

    select
        cells.*,
        agency_totals.received as agency_received,
        province_classes.received as class_received,
        case
            when agency_totals.reason_hidden is not null or province_classes.reason_hidden is not null
                then coalesce(cells.cell_reason, 'complement')
            else cells.cell_reason
        end as crossed_reason
    from agency_classes_counted as cells
    inner join agency_totals on cells.agency_code = agency_totals.agency_code and cells.quarter = agency_totals.quarter
    inner join province_classes
        on cells.complaint_class = province_classes.complaint_class and cells.quarter = province_classes.quarter

),

{{ complement(
    'in_agency', 'crossed', parent=['quarter', 'agency_code'], whole='agency_received', part='received',
    reason=['crossed_reason', 'agency_reason'], limit='public_minimum', order='complaint_class',
) }},

{{ complement(
    'agency_classes', 'in_agency', parent=['quarter', 'complaint_class'], whole='class_received', part='received',
    reason=['agency_reason', 'reason_hidden'], limit='public_minimum', order='agency_code',
) }},

cells as (

    select
        'province' as level, cast(null as {{ dbt.type_string() }}) as agency_code, quarter, 'all' as complaint_class,
        public_minimum, received, still_open, closed, over_limit, aged, cell_reason as reason_hidden
    from province_counted
    union all
    select
        'province', cast(null as {{ dbt.type_string() }}), quarter, complaint_class,
        public_minimum, received, still_open, closed, over_limit, aged, reason_hidden
    from province_classes
    union all
    select
        'agency', agency_code, quarter, 'all',
        public_minimum, received, still_open, closed, over_limit, aged, reason_hidden
    from agency_totals
    union all
    select
        'agency', agency_code, quarter, complaint_class,
        public_minimum, received, still_open, closed, over_limit, aged, reason_hidden
    from agency_classes

)

select
    level,
    agency_code,
    quarter,
    complaint_class,
    case when reason_hidden is null then {{ rounded_count('received') }} end as received,
    case when reason_hidden is null then {{ rounded_share('closed', 'received') }} end as closed_share,
    case
        when reason_hidden is null and (still_open >= public_minimum or still_open = 0)
            then {{ rounded_count('still_open') }}
    end as still_open,
    case when reason_hidden is null and aged >= public_minimum then {{ rounded_share('(aged - over_limit)', 'aged') }} end
        as share_within_limit,
    reason_hidden
from cells
