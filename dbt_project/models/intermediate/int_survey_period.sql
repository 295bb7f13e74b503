with months as (

    select distinct month from {{ ref('int_survey_month') }}

),

build as (

    select * from {{ ref('int_build') }}

),

dated as (

    select month from months where month is not null

),

bounds as (

    select min(month) as first_month, max(month) as last_month from dated

),

-- The rolling year ends with every month from the first answers to the day the build speaks for.
endings as (

    select {{ month_series('bounds.first_month', 'build.last_month') }} as ending
    from bounds
    cross join build
    where bounds.first_month is not null

),

quarters as (

    select
        'quarter' as period_kind,
        cast({{ dbt.date_trunc('quarter', 'month') }} as date) as period_start,
        cast({{ dbt.last_day('month', 'quarter') }} as date) as period_end,
        month
    from dated

),

years as (

    select
        'year' as period_kind,
        cast({{ dbt.date_trunc('year', 'month') }} as date) as period_start,
        cast({{ dbt.last_day('month', 'year') }} as date) as period_end,
        month
    from dated

),

rolling as (

    select
        'rolling' as period_kind,
        cast({{ dbt.dateadd('month', -11, 'endings.ending') }} as date) as period_start,
        {{ month_end('endings.ending') }} as period_end,
        dated.month
    from endings
    inner join dated
        on
            endings.ending >= dated.month
            and cast({{ dbt.dateadd('month', -11, 'endings.ending') }} as date) <= dated.month

),

-- Answers without a date count in no period but this one.
everything as (

    select
        'all' as period_kind,
        coalesce(bounds.first_month, build.last_month) as period_start,
        {{ month_end('coalesce(bounds.last_month, build.last_month)') }} as period_end,
        months.month
    from months
    cross join bounds
    cross join build

)

select * from quarters
union all
select * from years
union all
select * from rolling
union all
select * from everything
