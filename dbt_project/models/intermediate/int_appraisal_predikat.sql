with appraisals as (

    select * from {{ ref('int_appraisal') }}

),

matrix as (

    select * from {{ ref('predikat_matrix') }}

),

schemes as (

    select * from {{ ref('scheme') }}

),

classes as (

    select * from {{ ref('scheme_class') }}

),

-- The scheme the file states, else the one in force at the period's end; the number from its parts only where it is absent.
scored as (

    select
        appraisals.appraisal_key,
        appraisals.period_end,
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
            schemes.scheme = appraisals.scheme
            or (
                appraisals.scheme is null
                and appraisals.period_end >= schemes.valid_from
                and (schemes.valid_to is null or appraisals.period_end <= schemes.valid_to)
            )

),

best_class as (

    select scored.appraisal_key, max(classes.rank) as rank
    from scored
    inner join classes
        on
            scored.scheme = classes.scheme
            and scored.score >= classes.lower_bound
            and (not classes.needs_new_idea or coalesce(scored.new_idea, false))
    group by scored.appraisal_key

),

computed as (

    select
        scored.*,
        coalesce(matrix.predikat, classes.predikat) as predikat_computed,
        -- At the top of PP 30/2019 the number alone cannot say whether the delivered class is right.
        scored.scheme = 'PP30_2019' and scored.score >= 110 and scored.new_idea is null as is_open
    from scored
    left join matrix
        on
            scored.scheme = 'PERMENPANRB6_2022'
            and scored.result_rating = matrix.result_rating
            and scored.behaviour_rating = matrix.behaviour_rating
            and matrix.valid_from <= scored.period_end
            and (matrix.valid_to is null or matrix.valid_to >= scored.period_end)
    left join best_class on scored.appraisal_key = best_class.appraisal_key
    left join classes on scored.scheme = classes.scheme and best_class.rank = classes.rank
)

select
    computed.appraisal_key,
    computed.scheme,
    computed.score,
    computed.predikat_computed,
    coalesce(computed.predikat_delivered, computed.predikat_computed) as predikat,
    coalesce(in_scheme.rank, in_any.rank) as predikat_rank,
    case
        when not coalesce(computed.is_open, false) then computed.predikat_delivered = computed.predikat_computed
    end as is_matrix_consistent
from computed
left join classes as in_scheme
    on
        computed.scheme = in_scheme.scheme
        and coalesce(computed.predikat_delivered, computed.predikat_computed) = in_scheme.predikat
left join {{ ref('predikat') }} as in_any
    on coalesce(computed.predikat_delivered, computed.predikat_computed) = in_any.code
