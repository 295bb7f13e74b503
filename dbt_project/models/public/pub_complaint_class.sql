with facts as (

    select * from {{ ref('fct_complaint') }} where is_province

),

limits as (

    {{ disclosure_limits() }}

),

-- The four quarters that ended last: in a single quarter most classes of an agency have fewer than ten complaints.
last_quarter as (

    select max(cast({{ dbt.last_day('facts.received_on', 'quarter') }} as date)) as period_end
    from facts
    cross join limits
    where cast({{ dbt.last_day('facts.received_on', 'quarter') }} as date) <= {{ month_end('limits.data_month') }}

),

bounds as (

    select cast({{ dbt.dateadd('month', -11, month_start('period_end')) }} as date) as period_start, period_end
    from last_quarter

),

complaints as (

    select
        facts.*,
        bounds.period_start,
        bounds.period_end
    from facts
    inner join bounds
        on
            facts.received_on <= bounds.period_end and facts.received_on >= bounds.period_start

),

agency_sums as (

    select agency_code, count(*) as agency_received from complaints group by agency_code

),

class_sums as (

    select complaint_class, count(*) as class_received from complaints group by complaint_class

),

counted as (

    select
        complaints.agency_code,
        complaints.complaint_class,
        complaints.period_start,
        complaints.period_end,
        limits.public_minimum,
        {{ complaint_counts() }}
    from complaints
    cross join limits
    where complaints.agency_code is not null and complaints.complaint_class is not null
    group by
        complaints.agency_code, complaints.complaint_class, complaints.period_start, complaints.period_end,
        limits.public_minimum

),

crossed as (

    select counted.*, agency_sums.agency_received, class_sums.class_received
    from counted
    inner join agency_sums on counted.agency_code = agency_sums.agency_code
    inner join class_sums on counted.complaint_class = class_sums.complaint_class

),

-- Guarded twice: among its agency's classes and among the agencies of its class, whose sums the quarters give. Hiding
-- one more cell only makes the other sum's rest larger, so the order does not matter.
{{ complement(
    'in_agency', 'crossed', parent=['agency_code'], whole='agency_received', part='received',
    reason=['cell_reason', 'agency_reason'], limit='public_minimum', order='complaint_class',
) }},

{{ complement(
    'cells', 'in_agency', parent=['complaint_class'], whole='class_received', part='received',
    reason=['agency_reason', 'reason_hidden'], limit='public_minimum', order='agency_code',
) }}

select
    agency_code,
    complaint_class,
    period_start,
    period_end,
    {{ complaint_figures() }},
    reason_hidden
from cells
