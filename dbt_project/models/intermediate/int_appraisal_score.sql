with appraisals as (

    select * from {{ ref('int_appraisal') }}

),

schemes as (

    select * from {{ ref('scheme') }}

)

-- The scheme the file states, else the one in force at the period's end; a number from its parts only without one.
select
    appraisals.appraisal_key,
    appraisals.period_end,
    appraisals.month,
    appraisals.result_rating,
    appraisals.behaviour_rating,
    appraisals.predikat_delivered,
    appraisals.new_idea,
    schemes.scheme,
    coalesce(
        appraisals.score,
        schemes.skp_weight * least(appraisals.score_skp, coalesce(schemes.skp_cap, appraisals.score_skp))
        + schemes.behaviour_weight * appraisals.score_behaviour
    ) as score
from appraisals
left join schemes
    on
        appraisals.scheme = schemes.scheme
        or (
            appraisals.scheme is null
            and {{ in_force('schemes', 'appraisals.period_end') }}
        )
