with months as (

    select * from {{ ref('int_month') }}

),

agencies as (

    select * from {{ ref('agency') }}

),

ikm as (

    select * from {{ ref('int_ikm_month') }} where level = 'agency'

),

complaints as (

    select * from {{ ref('int_complaint_month') }}

),

-- An agency without a complaint has none where the province's complaints of that month are known at all.
complaint_months as (

    select distinct month from complaints

),

trainings as (

    select * from {{ ref('int_agency_month_training') }}

)

select
    agencies.agency_code,
    months.month,
    ikm.ikm,
    ikm.ikm_low,
    ikm.ikm_high,
    ikm.ikm_n,
    ikm.ikm_class,
    ikm.ikm_versus_province,
    ikm.ikm_change_12m,
    ikm.ikm_change_is_clear,
    {% for column, name in {
        'received': 'complaints_received', 'still_open': 'complaints_open', 'over_limit': 'complaints_over_limit',
    }.items() %}
    case
        when complaint_months.month is not null then cast(coalesce(complaints.{{ column }}, 0) as {{ dbt.type_int() }})
    end as {{ name }},
    {% endfor %}
    {{ share('complaints.closed_12m', 'complaints.received_12m') }} as complaints_closed_share,
    trainings.training_hours_per_employee
from agencies
cross join months
left join ikm on agencies.agency_code = ikm.agency_code and months.month = ikm.month
left join complaint_months on months.month = complaint_months.month
left join complaints on agencies.agency_code = complaints.agency_code and months.month = complaints.month
left join trainings on agencies.agency_code = trainings.agency_code and months.month = trainings.month
