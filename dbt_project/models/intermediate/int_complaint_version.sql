with complaints as (

    select * from {{ ref('stg_complaints') }}

),

batches as (

    select * from {{ ref('stg_batches') }}

),

aliases as (

    select * from {{ ref('int_agency_alias') }}

),

limits as (

    select * from {{ ref('complaint_limit') }}

),

working_days as (

    select * from {{ ref('int_working_day') }}

),

region_names as (

    select {{ region_alias('region_name') }} as alias, region_code from {{ ref('region') }}
    union
    select alias, region_code from {{ ref('region_alias') }}

),

placed as (

    select
        complaints.*,
        batches.government,
        batches.is_province,
        batches.received_at,
        batches.file_sha256,
        coalesce(complaints.snapshot_date, batches.data_on) as data_on
    from complaints
    inner join batches on complaints.batch_id = batches.batch_id

),

-- Version order by the date of the data, so that the order in which files arrive never changes a result.
ordered as (

    select
        *,
        row_number() over (partition by government, tracking_id order by {{ latest_first('placed') }}) as place,
        lead(data_on) over (
            partition by government, tracking_id order by data_on, received_at, file_sha256, source_row
        ) as next_data_on
    from placed

)

select
    {{ dbt.concat(["ordered.government", "'/'", "ordered.tracking_id"]) }} as complaint_key,
    ordered.tracking_id,
    ordered.government,
    ordered.is_province,
    ordered.place,
    ordered.place = 1 as is_latest,
    aliases.agency_code,
    ordered.complaint_class,
    ordered.category,
    ordered.status,
    ordered.status_group,
    ordered.closed_by,
    ordered.received_on,
    ordered.data_on as snapshot_on,
    ordered.next_data_on as next_snapshot_on,
    -- Exports tell neither the day of the answer nor of the closing: only an open complaint has a known age.
    case
        when ordered.status_group = 'open'
            then greatest(snapshot_day.working_day_number - received_day.working_day_number, 0)
    end as age_working_days,
    received_day.working_day_number as received_day_number,
    limits.limit_days,
    ordered.rating,
    ordered.channel,
    region_names.region_code,
    ordered.batch_id,
    ordered.source_row
from ordered
left join aliases on ordered.government = aliases.government and ordered.agency_alias = aliases.alias
left join limits
    on
        ordered.complaint_class = limits.complaint_class
        and {{ in_force('limits', 'ordered.received_on') }}
left join working_days as received_day on ordered.received_on = received_day.calendar_day
left join working_days as snapshot_day on ordered.data_on = snapshot_day.calendar_day
left join region_names on ordered.region_alias = region_names.alias
