with appraisals as (

    select * from {{ ref('int_appraisal') }}

),

predikats as (

    select * from {{ ref('int_appraisal_predikat') }}

),

priorities as (

    select * from {{ ref('source_priority') }}

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

sources as (

    select appraisals.source, min(priorities.priority) as priority
    from (select distinct source from appraisals) as appraisals
    inner join priorities on appraisals.source like {{ dbt.concat(["priorities.source_prefix", "'%'"]) }}
    group by appraisals.source

),

-- A row of one aspect, or without any predikat, is no rating of the person.
ordered as (

    select
        appraisals.*,
        predikats.scheme as scheme_in_force,
        predikats.predikat,
        predikats.predikat_rank,
        predikats.is_matrix_consistent,
        row_number() over (
            partition by appraisals.person_nip, appraisals.period_start, appraisals.period_end
            order by
                case when appraisals.status like '%final%' or appraisals.status like '%tahunan%' then 1 else 2 end,
                coalesce(sources.priority, 2),
                {{ latest_first('appraisals') }},
                appraisals.appraisal_key
        ) as place
    from appraisals
    inner join predikats on appraisals.appraisal_key = predikats.appraisal_key
    left join sources on appraisals.source = sources.source
    where
        appraisals.aspect is null and predikats.predikat is not null
        and {{ not_withdrawn('appraisals', 'appraisals') }}

)

select
    appraisal_key,
    person_key,
    in_roster,
    agency_code,
    rater_key,
    month,
    period_kind,
    period_start,
    period_end,
    status,
    result_rating,
    behaviour_rating,
    scheme_in_force as scheme,
    predikat,
    predikat_rank,
    is_matrix_consistent
from ordered
where place = 1
