with appraisals as (

    select * from {{ source('raw', 'appraisals') }}

)

select
    batch_id,
    source_row,
    source_column,
    nip,
    person_name,
    agency_name,
    {{ normalise_agency('agency_name') }} as agency_alias,
    {{ normalise_text('unit_name') }} as unit_alias,
    position_name,
    {{ position_key('position_name') }} as position_key,
    period_start,
    period_end,
    coalesce(period_kind, {{ period_kind('period_start', 'period_end') }}) as period_kind,
    {{ month_start('period_end') }} as month,
    rater_nip,
    rater_name,
    {{ normalise_text('rater_name') }} as rater_alias,
    aspect,
    result_rating,
    behaviour_rating,
    behaviour_1,
    behaviour_2,
    behaviour_3,
    behaviour_4,
    behaviour_5,
    behaviour_6,
    behaviour_7,
    predikat_delivered,
    score,
    score_skp,
    score_behaviour,
    new_idea,
    scheme,
    rated_at,
    {{ normalise_text('status') }} as status,
    warnings
from appraisals
