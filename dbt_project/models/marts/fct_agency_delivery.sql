{%- set back = "case duties.rhythm when 'quarter' then -2 when 'semester' then -5 when 'year' then -11 else 0 end" -%}
with months as (

    select * from {{ ref('int_month') }}

),

deadlines as (

    select * from {{ ref('int_agency_month_deadline') }}

),

build as (

    select * from {{ ref('int_build') }}

),

agencies as (

    select * from {{ ref('agency') }}

),

ratings as (

    select * from {{ ref('int_agency_month_rating') }}

),

batches as (

    select * from {{ ref('stg_batches') }}

),

due as (

    select
        agencies.agency_code,
        duties.dataset,
        months.month,
        duties.rhythm,
        cast({{ dbt.dateadd('month', back, 'months.month') }} as date) as first_month,
        -- An agency's own list of periods is about ratings alone.
        coalesce(deadlines.deadline, months.deadline) as deadline
    from months
    inner join {{ ref('delivery_duty') }} as duties on {{ in_force('duties', 'months.month') }}
    cross join agencies
    left join deadlines
        on
            duties.dataset = 'appraisals'
            and agencies.agency_code = deadlines.agency_code
            and months.month = deadlines.month
    where
        case duties.rhythm
            when 'quarter' then extract(month from months.month) in (3, 6, 9, 12)
            when 'semester' then extract(month from months.month) in (6, 12)
            when 'year' then extract(month from months.month) = 12
            else true
        end

),

arrived as (

    select
        due.agency_code,
        due.dataset,
        due.month,
        batches.batch_id,
        batches.file_name,
        batches.received_at,
        batches.rows_loaded,
        batches.rows_quarantined,
        min(batches.data_on) over (partition by due.agency_code, due.dataset, due.month) as delivered_on,
        row_number() over (
            partition by due.agency_code, due.dataset, due.month order by batches.received_at desc, batches.batch_id
        ) as place
    from due
    inner join {{ ref('int_agency_delivery') }} as delivered
        on
            due.agency_code = delivered.agency_code and due.dataset = delivered.dataset
            and delivered.month between due.first_month and due.month
    inner join batches on delivered.batch_id = batches.batch_id

)

select
    due.agency_code,
    due.dataset,
    due.month,
    due.rhythm,
    due.first_month,
    due.deadline,
    arrived.delivered_on,
    case
        when arrived.delivered_on > due.deadline then {{ days_after('due.deadline', 'arrived.delivered_on') }}
    end as days_late,
    case when due.dataset = 'appraisals' then ratings.coverage end as coverage,
    case
        when arrived.delivered_on is null and due.deadline < build.as_of then 'missing'
        when arrived.delivered_on is null then 'open'
        when due.dataset = 'appraisals' and ratings.coverage < ratings.coverage_floor then 'partly'
        when arrived.delivered_on > due.deadline then 'late'
        else 'sent'
    end as status,
    arrived.batch_id as last_batch_id,
    arrived.file_name as last_file_name,
    arrived.received_at as last_received_at,
    arrived.rows_loaded as last_rows_loaded,
    arrived.rows_quarantined as last_rows_quarantined
from due
cross join build
inner join ratings on due.agency_code = ratings.agency_code and due.month = ratings.month
left join arrived
    on
        due.agency_code = arrived.agency_code and due.dataset = arrived.dataset and due.month = arrived.month
        and arrived.place = 1
-- In a month in which the rhythm of all its staff asks for no rating an agency owes none.
where due.dataset <> 'appraisals' or ratings.due_employees > 0 or ratings.active_employees = 0
