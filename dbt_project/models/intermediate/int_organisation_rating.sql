with ratings as (

    select * from {{ ref('stg_organisation_ratings') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

months as (

    select * from {{ ref('int_month') }}

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

-- The shortest period that holds the month speaks for it. Until then the last one rated does, a year at most.
ordered as (

    select
        aliases.agency_code,
        months.month,
        ratings.organisation_predikat,
        ratings.period_end as organisation_period_end,
        ratings.batch_id,
        ratings.source_row,
        row_number() over (
            partition by aliases.agency_code, months.month
            order by
                case when ratings.period_end >= months.month_end then 1 else 2 end,
                case when ratings.period_end < months.month_end then ratings.period_end end desc,
                ratings.period_start desc,
                ratings.period_end,
                {{ latest_first('batches') }}
        ) as place
    from ratings
    inner join batches on ratings.batch_id = batches.batch_id
    inner join aliases on ratings.agency_alias = aliases.alias
    inner join months
        on
            ratings.period_start <= months.month
            and ratings.period_end >= cast({{ dbt.dateadd('month', -12, 'months.month') }} as date)
    where ratings.unit_alias is null and {{ not_withdrawn('organisation_ratings', 'ratings') }}

)

select
    agency_code,
    month,
    organisation_predikat,
    organisation_period_end,
    batch_id,
    source_row
from ordered
where place = 1
