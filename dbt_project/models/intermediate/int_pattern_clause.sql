with ratings as (

    select * from {{ ref('int_agency_month_rating') }}

),

organisation as (

    select * from {{ ref('int_organisation_rating') }}

),

patterns as (

    select * from {{ ref('distribution_pattern') }}

),

classes as (

    {% for code in predikat_codes() %}
    select agency_code, month, '{{ code }}' as predikat, n_{{ code }} as persons
    from ratings
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

largest as (

    select agency_code, month, max(persons) as largest
    from classes
    group by agency_code, month

),

counted as (

    select
        ratings.agency_code,
        ratings.month,
        ratings.rated_employees,
        patterns.organisation_predikat,
        patterns.clause,
        patterns.predikat_1,
        patterns.predikat_2,
        patterns.is_main,
        patterns.max_share,
        patterns.min_share,
        cast(floor(patterns.max_share * ratings.rated_employees) as integer) as most,
        coalesce(
            cast(ceil(patterns.min_share * ratings.rated_employees) as integer), patterns.min_count
        ) as fewest,
        case when patterns.must_be_largest then largest.largest end as largest,
        cast(sum(classes.persons) as integer) as persons
    from ratings
    inner join organisation on ratings.agency_code = organisation.agency_code and ratings.month = organisation.month
    inner join patterns
        on
            organisation.organisation_predikat = patterns.organisation_predikat
            and {{ in_force('patterns', 'ratings.month') }}
    inner join largest on ratings.agency_code = largest.agency_code and ratings.month = largest.month
    inner join classes
        on
            ratings.agency_code = classes.agency_code and ratings.month = classes.month
            and classes.predikat in (patterns.predikat_1, patterns.predikat_2)
    group by {{ range(1, 14) | join(', ') }}

)

select
    *,
    greatest(persons - most, 0) as surplus,
    greatest(fewest - persons, 0) as deficit,
    -- Each person moved over from the largest class closes the gap by two.
    cast(ceil((largest - persons) / 2.0) as integer) as short_of_largest
from counted
