with batches as (

    select * from {{ ref('stg_batches') }}

),

appraisals as (

    select * from {{ ref('stg_appraisals') }}

),

-- An empty warehouse has no day of its own; any fixed one lets the project build over it.
build_day as (

    select coalesce({{ as_of('max(received_at)') }}, date '2026-01-01') as as_of from batches

),

-- Yearly rows of older schemes do not open a monthly series.
periods as (

    select min(appraisals.month) as first_month
    from appraisals
    inner join batches on appraisals.batch_id = batches.batch_id
    where
        batches.is_province
        and appraisals.period_kind in ('month', 'quarter', 'semester')
        and appraisals.month >= date '2014-01-01'

)

select
    build_day.as_of,
    least(
        coalesce(periods.first_month, {{ month_start('build_day.as_of') }}), {{ month_start('build_day.as_of') }}
    ) as first_month,
    {{ month_start('build_day.as_of') }} as last_month
from build_day
cross join periods
