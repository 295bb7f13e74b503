with appraisals as (

    select * from {{ ref('int_appraisal_official') }} where person_key is not null and in_roster

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

-- The yearly evaluation; where there is none, the last period of the year stands in for it and is called so.
ordered as (

    select
        appraisals.person_key,
        cast({{ dbt.date_trunc('year', 'appraisals.period_end') }} as date) as year_start,
        case when appraisals.period_kind = 'year' then 'annual' else 'last_period' end as performance_basis,
        appraisals.predikat,
        row_number() over (
            partition by appraisals.person_key, cast({{ dbt.date_trunc('year', 'appraisals.period_end') }} as date)
            order by
                case when appraisals.period_kind = 'year' then 1 else 2 end,
                appraisals.period_end desc, appraisals.period_start desc, appraisals.appraisal_key
        ) as place
    from appraisals
    cross join data_month
    where appraisals.month <= data_month.month

)

select
    person_key,
    year_start,
    performance_basis,
    predikat
from ordered
where place = 1
