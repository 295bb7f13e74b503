with complaints as (

    select * from {{ ref('int_complaint_version') }} where is_latest

),

regions as (

    select * from {{ ref('region') }}

)

select
    complaints.complaint_key,
    complaints.tracking_id,
    complaints.government,
    complaints.is_province,
    complaints.agency_code,
    complaints.complaint_class,
    complaints.category,
    complaints.status,
    complaints.status_group,
    complaints.closed_by,
    complaints.received_on,
    {{ month_start('complaints.received_on') }} as month,
    complaints.snapshot_on,
    cast(complaints.age_working_days as {{ dbt.type_int() }}) as age_working_days,
    complaints.limit_days,
    complaints.age_working_days > complaints.limit_days as is_over_limit,
    {{ complaint_age_class('complaints.age_working_days') }} as age_class,
    {{ complaint_age_class('complaints.age_working_days', order=true) }} as age_order,
    complaints.rating,
    complaints.channel,
    complaints.region_code,
    regions.region_name,
    complaints.batch_id,
    complaints.source_row
from complaints
left join regions on complaints.region_code = regions.region_code
