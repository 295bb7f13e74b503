with appraisals as (

    select agency_code, month, batch_id
    from {{ ref('int_appraisal') }}
    where period_kind in ('month', 'quarter', 'semester') and aspect is null

),

achievements as (

    select agency_code, month, batch_id from {{ ref('int_achievement_measured') }}

),

surveys as (

    select agency_code, month, batch_id from {{ ref('int_survey_response') }} where is_province

),

-- A file whose rows were all replaced by a later one was delivered all the same.
replaced as (

    select batches.dataset, aliases.agency_code, {{ month_start('batches.period_end') }} as month, batches.batch_id
    from {{ ref('stg_batches') }} as batches
    inner join {{ ref('int_agency_alias') }} as aliases
        on batches.government = aliases.government and batches.agency_alias = aliases.alias
    where batches.is_province and batches.rows_loaded > 0 and batches.dataset in ('achievements', 'surveys')

),

everything as (

    select 'appraisals' as dataset, agency_code, month, batch_id from appraisals
    union all
    select 'achievements' as dataset, agency_code, month, batch_id from achievements
    union all
    select 'surveys' as dataset, agency_code, month, batch_id from surveys
    union all
    select dataset, agency_code, month, batch_id from replaced

)

select distinct
    agency_code,
    dataset,
    month,
    batch_id
from everything
where agency_code is not null and month is not null
