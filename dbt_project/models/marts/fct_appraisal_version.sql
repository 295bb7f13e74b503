with appraisals as (

    select * from {{ ref('fct_appraisal') }}

),

delivered as (

    select * from {{ ref('int_appraisal') }}

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

-- Only keys that were delivered more than once, or whose only row no longer counts.
contested as (

    select person_key, period_start, period_end
    from appraisals
    where not is_official and predikat is not null and person_key is not null
    group by person_key, period_start, period_end

),

versions as (

    select
        appraisals.*,
        delivered.aspect,
        delivered.received_at,
        delivered.file_sha256,
        coalesce(delivered.status like '%final%' or delivered.status like '%tahunan%', false) as is_final,
        {{ not_withdrawn('appraisals', 'delivered') }} as is_stated
    from contested
    inner join appraisals
        on
            contested.person_key = appraisals.person_key
            and contested.period_start = appraisals.period_start
            and contested.period_end = appraisals.period_end
    inner join delivered on appraisals.appraisal_key = delivered.appraisal_key

),

counted as (

    select * from versions where is_official

)

select
    versions.appraisal_key,
    versions.person_key,
    versions.agency_code,
    versions.period_start,
    versions.period_end,
    versions.source,
    versions.batch_id,
    versions.source_row,
    versions.predikat,
    versions.reported_on as data_on,
    versions.received_at,
    versions.is_official as counts,
    case
        when versions.is_official then 'counts'
        when not versions.is_stated and counted.appraisal_key is null then 'withdrawn'
        when versions.aspect is not null or versions.predikat is null then 'no_rating'
        when versions.file_sha256 = counted.file_sha256 then 'repeated'
        when counted.is_final and not versions.is_final then 'final_first'
        when counted.reported_on < versions.reported_on and counted.source <> versions.source then 'national_first'
        else 'later_export'
    end as version_reason
from versions
left join counted
    on
        versions.person_key = counted.person_key
        and versions.period_start = counted.period_start
        and versions.period_end = counted.period_end
