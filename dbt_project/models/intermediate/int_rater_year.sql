{%- set points = "case {} when 'di_atas' then 1 when 'sesuai' then 0 when 'di_bawah' then -1 end" -%}
with appraisals as (

    select * from {{ ref('int_appraisal_official') }}
    where
        scheme = 'PERMENPANRB6_2022' and period_kind <> 'year'
        and person_key is not null and rater_key is not null and agency_code is not null
        and result_rating is not null and behaviour_rating is not null

),

ratings as (

    select
        appraisals.rater_key,
        appraisals.agency_code,
        appraisals.person_key,
        cast({{ dbt.date_trunc('year', 'appraisals.month') }} as date) as year_start,
        appraisals.predikat_rank,
        {{ points.format('appraisals.result_rating') }} + {{ points.format('appraisals.behaviour_rating') }} as points,
        {{ dbt.concat(["appraisals.result_rating", "'/'", "appraisals.behaviour_rating"]) }} as pair,
        lag({{ dbt.concat(["appraisals.result_rating", "'/'", "appraisals.behaviour_rating"]) }}) over (
            partition by
                appraisals.person_key, appraisals.rater_key, appraisals.agency_code,
                {{ dbt.date_trunc('year', 'appraisals.month') }}
            order by appraisals.period_end, appraisals.period_start, appraisals.appraisal_key
        ) as pair_before
    from appraisals

),

-- Months of one person are not independent: a person counts once, with the mean of the year.
persons as (

    select
        rater_key,
        agency_code,
        year_start,
        cast(avg(points) as decimal(18, 6)) as mean_points,
        count(*) as ratings,
        {{ predikat_counts('predikat_rank') }},
        count(pair_before) as pairs,
        sum(case when pair_before = pair then 1 else 0 end) as same_pairs
    from ratings
    group by rater_key, agency_code, year_start, person_key

)

select
    rater_key,
    agency_code,
    year_start,
    count(*) as persons,
    sum(ratings) as ratings,
    {% for code in predikat_codes() %}
    sum(n_{{ code }}) as n_{{ code }},
    {% endfor %}
    sum(mean_points) as point_sum,
    sum(mean_points * mean_points) as point_square_sum,
    sum(pairs) as pairs,
    sum(same_pairs) as same_pairs
from persons
group by rater_key, agency_code, year_start
