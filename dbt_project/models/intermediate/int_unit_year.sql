with ratings as (

    select * from {{ ref('int_unit_month_rating') }}

),

achievements as (

    select unit_key, month, sum(achievement) as achieved, count(achievement) as targets
    from {{ ref('int_achievement_measured') }}
    where unit_key is not null
    group by unit_key, month

),

months as (

    select
        ratings.unit_key,
        ratings.month,
        extract(year from ratings.month) * 12 + extract(month from ratings.month) as month_number,
        ratings.due_employees,
        ratings.rated_employees,
        5 * ratings.n_sangat_baik + 4 * ratings.n_baik + 3 * ratings.n_butuh_perbaikan + 2 * ratings.n_kurang
        + ratings.n_sangat_kurang as places,
        25 * ratings.n_sangat_baik + 16 * ratings.n_baik + 9 * ratings.n_butuh_perbaikan + 4 * ratings.n_kurang
        + ratings.n_sangat_kurang as squares,
        achievements.achieved,
        achievements.targets
    from ratings
    left join achievements on ratings.unit_key = achievements.unit_key and ratings.month = achievements.month

),

years as (

    select
        unit_key,
        month,
        sum(due_employees) over twelve_months as sum_due_employees,
        sum(rated_employees) over twelve_months as sum_rated_employees,
        max(rated_employees) over twelve_months as max_rated_employees,
        sum(places) over twelve_months as sum_places,
        sum(squares) over twelve_months as sum_squares,
        sum(achieved) over twelve_months as sum_achieved,
        sum(targets) over twelve_months as sum_targets
    from months
    window twelve_months as (
        partition by unit_key order by month_number range between 11 preceding and current row
    )

)

select
    unit_key,
    month,
    cast(sum_due_employees as integer) as due_ratings,
    cast(sum_rated_employees as integer) as ratings,
    cast(max_rated_employees as integer) as persons,
    {{ measure('cast(sum_places as decimal(18, 4)) / nullif(sum_rated_employees, 0)') }} as mean_class,
    -- Ratings of one person are not independent: the persons, not the ratings, make the error small.
    {{ measure("sqrt(greatest(
        cast(sum_squares as double) / nullif(sum_rated_employees, 0)
        - power(cast(sum_places as double) / nullif(sum_rated_employees, 0), 2), 0
    ) / nullif(max_rated_employees, 0))") }} as mean_class_error,
    {{ measure('sum_achieved / nullif(sum_targets, 0)') }} as achievement_mean
from years
