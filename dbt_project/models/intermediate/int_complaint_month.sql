with versions as (

    select * from {{ ref('int_complaint_version') }} where is_province

),

months as (

    select * from {{ ref('int_month') }}

),

working_days as (

    select * from {{ ref('int_working_day') }}

),

last_snapshot as (

    select max(snapshot_on) as last_snapshot_on from versions

),

-- A month is told by the last export up to its reporting deadline; where there is none, by the first later one.
spans as (

    select
        versions.*,
        row_number() over (partition by complaint_key order by place desc) = 1 as is_first,
        cast({{ dbt.dateadd('month', 12, month_start('received_on')) }} as date) as year_after
    from versions

),

known as (

    select
        spans.complaint_key,
        spans.agency_code,
        spans.complaint_class,
        spans.status_group,
        spans.limit_days,
        spans.received_on,
        spans.received_day_number,
        months.month,
        months.month_end,
        least(spans.snapshot_on, months.deadline) as aged_on,
        months.month < spans.year_after as is_recent
    from spans
    inner join months
        on
            spans.received_on <= months.month_end
            and (spans.is_first or spans.snapshot_on <= months.deadline)
            and (spans.next_snapshot_on is null or spans.next_snapshot_on > months.deadline)
            -- A settled complaint is counted in the twelve months from its receipt, an open one as long as it is open.
            and (spans.status_group = 'open' or spans.year_after > months.month)
    cross join last_snapshot
    where months.month <= {{ month_start('last_snapshot.last_snapshot_on') }}

)

select
    known.month,
    known.agency_code,
    sum(case when known.month = {{ month_start('known.received_on') }} then 1 else 0 end) as received,
    sum(case when known.status_group = 'open' then 1 else 0 end) as still_open,
    sum(
        case
            when
                known.status_group = 'open'
                and working_days.working_day_number - known.received_day_number > known.limit_days
                then 1
            else 0
        end
    ) as over_limit,
    sum(case when known.is_recent then 1 else 0 end) as received_12m,
    sum(case when known.is_recent and known.status_group = 'closed' then 1 else 0 end) as closed_12m
from known
left join working_days on known.aged_on = working_days.calendar_day
group by known.month, known.agency_code
