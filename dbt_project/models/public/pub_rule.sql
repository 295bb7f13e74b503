with rules as (

    select * from {{ ref('dim_rule') }}

),

labels as (

    select * from {{ ref('dim_label') }}

),

ikm_classes as (

    select * from {{ ref('ikm_class') }}

),

complaint_limits as (

    select * from {{ ref('complaint_limit') }}

)

-- Who decided a value is no public matter; what is in force and why is.
select
    rule,
    value,
    unit,
    label_id,
    label_en,
    valid_from,
    valid_to,
    legal_source
from rules
union all
select
    {{ dbt.concat(["'ikm_class_'", "lower(ikm_classes.ikm_class)"]) }} as rule,
    cast(ikm_classes.lower_bound as double) as value,
    'ikm' as unit,
    {{ dbt.concat(["'IKM terendah mutu '", "labels.label_id"]) }} as label_id,
    {{ dbt.concat(["'Lowest IKM of class '", "labels.label_en"]) }} as label_en,
    ikm_classes.valid_from,
    ikm_classes.valid_to,
    ikm_classes.legal_source
from ikm_classes
inner join labels on labels.kind = 'ikm_class' and ikm_classes.ikm_class = labels.code
union all
select
    {{ dbt.concat(["'complaint_limit_'", "complaint_limits.complaint_class"]) }} as rule,
    cast(complaint_limits.limit_days as double) as value,
    'working_day' as unit,
    {{ dbt.concat(["'Batas hari kerja: '", "labels.label_id"]) }} as label_id,
    {{ dbt.concat(["'Working days allowed: '", "labels.label_en"]) }} as label_en,
    complaint_limits.valid_from,
    complaint_limits.valid_to,
    complaint_limits.legal_source
from complaint_limits
inner join labels on labels.kind = 'complaint_class' and complaint_limits.complaint_class = labels.code
