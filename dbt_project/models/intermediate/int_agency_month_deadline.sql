with agencies as (

    select * from {{ ref('agency') }}

),

months as (

    select * from {{ ref('int_month') }}

),

periods as (

    select * from {{ ref('int_period') }}

),

-- Of two periods that end in one month the shorter is the one reported monthly.
own as (

    select
        agency_code,
        month,
        deadline,
        row_number() over (partition by agency_code, month order by period_start desc, deadline, period_kind) as place
    from periods
    where period_kind in ('month', 'quarter', 'semester')

)

-- The agency's own list stands before one for the whole government, and both before the rule.
select
    agencies.agency_code,
    months.month,
    coalesce(own.deadline, shared.deadline, months.deadline) as deadline,
    case
        when own.deadline is not null then 'agency'
        when shared.deadline is not null then 'government'
        else 'rule'
    end as deadline_source
from agencies
cross join months
left join own on agencies.agency_code = own.agency_code and months.month = own.month and own.place = 1
left join own as shared on shared.agency_code is null and months.month = shared.month and shared.place = 1
