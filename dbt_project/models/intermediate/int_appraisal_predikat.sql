with scored as (

    select * from {{ ref('int_appraisal_score') }}

),

matrix as (

    select * from {{ ref('predikat_matrix') }}

),

classes as (

    select * from {{ ref('scheme_class') }}

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
        coalesce(scored.predikat_delivered, matrix.predikat, classes.predikat) as predikat,
        -- At the top of PP 30/2019 the number alone cannot say whether the delivered class is right.
        coalesce(scored.scheme = 'PP30_2019' and scored.score >= 110 and scored.new_idea is null, false) as is_open
    from scored
    left join matrix
        on
            scored.scheme = 'PERMENPANRB6_2022'
            and scored.result_rating = matrix.result_rating
            and scored.behaviour_rating = matrix.behaviour_rating
            and {{ in_force('matrix', 'scored.period_end') }}
    left join best_class on scored.appraisal_key = best_class.appraisal_key
    left join classes on scored.scheme = classes.scheme and best_class.rank = classes.rank

)

select
    computed.appraisal_key,
    computed.month,
    computed.scheme,
    computed.score,
    computed.predikat_computed,
    computed.predikat,
    coalesce(in_scheme.rank, in_any.rank) as predikat_rank,
    case when not computed.is_open then computed.predikat_delivered = computed.predikat_computed end
        as is_matrix_consistent
from computed
left join classes as in_scheme on computed.scheme = in_scheme.scheme and computed.predikat = in_scheme.predikat
left join {{ ref('predikat') }} as in_any on computed.predikat = in_any.code
