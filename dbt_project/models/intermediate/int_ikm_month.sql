with rolling as (

    select * from {{ ref('int_service_ikm') }}
    where period_kind = 'rolling' and is_province and level in ('government', 'agency', 'unit')

),

months as (

    select * from {{ ref('int_month') }}

),

-- Under the fewest answers the number of answers stays and the figure goes.
shown as (

    select
        rolling.level,
        rolling.agency_code,
        rolling.unit_key,
        months.month,
        rolling.respondents as ikm_n,
        case when rolling.is_shown then rolling.ikm end as ikm,
        case when rolling.is_shown then rolling.ikm_low end as ikm_low,
        case when rolling.is_shown then rolling.ikm_high end as ikm_high,
        case when rolling.is_shown then rolling.ikm_class end as ikm_class
    from rolling
    inner join months on rolling.period_end = months.month_end
    where rolling.level <> 'unit' or rolling.unit_key is not null

),

province as (

    select month, ikm from shown where level = 'government'

)

select
    shown.level,
    shown.agency_code,
    shown.unit_key,
    shown.month,
    cast(shown.ikm as double) as ikm,
    cast(shown.ikm_low as double) as ikm_low,
    cast(shown.ikm_high as double) as ikm_high,
    cast(shown.ikm_n as {{ dbt.type_int() }}) as ikm_n,
    shown.ikm_class,
    -- Above or below only where the interval leaves the province's figure out.
    case
        when shown.level = 'government' then null
        when shown.ikm_low > province.ikm then 'above'
        when shown.ikm_high < province.ikm then 'below'
        when shown.ikm is not null and province.ikm is not null then 'same'
    end as ikm_versus_province,
    cast(shown.ikm - year_before.ikm as double) as ikm_change_12m,
    -- Two independent years: a change is clear where its square exceeds the sum of the squares of both margins.
    power(shown.ikm - year_before.ikm, 2)
    > power((shown.ikm_high - shown.ikm_low) / 2, 2) + power((year_before.ikm_high - year_before.ikm_low) / 2, 2)
        as ikm_change_is_clear
from shown
left join province on shown.month = province.month
left join shown as year_before
    on
        shown.level = year_before.level
        and coalesce(shown.agency_code, '') = coalesce(year_before.agency_code, '')
        and coalesce(shown.unit_key, '') = coalesce(year_before.unit_key, '')
        and year_before.month = cast({{ dbt.dateadd('month', -12, 'shown.month') }} as date)
