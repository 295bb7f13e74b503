with appraisals as (

    select * from {{ ref('int_appraisal') }}

),

predikats as (

    select * from {{ ref('int_appraisal_predikat') }}

),

official as (

    select * from {{ ref('int_appraisal_official') }}

),

raters as (

    select person_key, person_name from {{ ref('int_employee_latest') }}

),

counted as (

    select * from {{ ref('int_employee_month_rating') }} where appraisal_key is not null

)

select
    appraisals.appraisal_key,
    appraisals.person_key,
    appraisals.agency_code,
    appraisals.unit_key,
    appraisals.resolved_position_key as position_key,
    appraisals.period_start,
    appraisals.period_end,
    appraisals.period_kind,
    appraisals.month,
    predikats.scheme,
    appraisals.rater_key,
    coalesce(raters.person_name, appraisals.rater_name) as rater_name,
    appraisals.result_rating,
    appraisals.behaviour_rating,
    {% for number in range(1, 8) %}
    cast(appraisals.behaviour_{{ number }} as double) as behaviour_{{ number }},
    {% endfor %}
    appraisals.predikat_delivered,
    predikats.predikat_computed,
    predikats.predikat,
    predikats.predikat_rank,
    predikats.is_matrix_consistent,
    official.appraisal_key is not null as is_official,
    counted.agency_code as counted_agency_code,
    counted.unit_key as counted_unit_key,
    {{ measure('predikats.score', 2) }} as score,
    appraisals.rated_at,
    appraisals.data_on as reported_on,
    appraisals.nip_repaired,
    appraisals.in_roster,
    appraisals.warnings,
    appraisals.source,
    appraisals.batch_id,
    appraisals.source_row
from appraisals
left join predikats on appraisals.appraisal_key = predikats.appraisal_key
left join official on appraisals.appraisal_key = official.appraisal_key
left join raters on appraisals.rater_key = raters.person_key
left join counted on appraisals.appraisal_key = counted.appraisal_key
