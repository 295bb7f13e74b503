with months as (

    select * from {{ ref('int_month') }}

),

ikm as (

    select * from {{ ref('int_ikm_month') }} where level = 'government'

),

-- Complaints no agency has yet are the province's all the same.
complaints as (

    select
        month,
        sum(received) as received,
        sum(still_open) as still_open,
        sum(over_limit) as over_limit,
        sum(received_12m) as received_12m,
        sum(closed_12m) as closed_12m
    from {{ ref('int_complaint_month') }}
    group by month

)

select
    months.month,
    ikm.ikm,
    ikm.ikm_low,
    ikm.ikm_high,
    ikm.ikm_n,
    ikm.ikm_class,
    ikm.ikm_change_12m,
    ikm.ikm_change_is_clear,
    cast(complaints.received as {{ dbt.type_int() }}) as complaints_received,
    cast(complaints.still_open as {{ dbt.type_int() }}) as complaints_open,
    cast(complaints.over_limit as {{ dbt.type_int() }}) as complaints_over_limit,
    cast(
        complaints.over_limit - lag(complaints.over_limit) over (order by months.month) as {{ dbt.type_int() }}
    ) as complaints_over_limit_change,
    {{ share('complaints.closed_12m', 'complaints.received_12m') }} as complaints_closed_share
from months
left join ikm on months.month = ikm.month
left join complaints on months.month = complaints.month
