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
        {% for power, name in [(1, 'places'), (2, 'squares')] %}
        {% for code in predikat_codes() %}{{ (5 - loop.index0) ** power }} * ratings.n_{{ code }}{{ ' + ' if not loop.last }}{% endfor %}
            as {{ name }},
        {% endfor %}
        achievements.achieved,
        achievements.targets
    from ratings
    left join achievements on ratings.unit_key = achievements.unit_key and ratings.month = achievements.month

),

years as (

    select
        unit_key,
        month,
        {% for column, aggregate in [
            ('due_employees', 'sum'), ('rated_employees', 'sum'), ('rated_employees', 'max'), ('places', 'sum'),
            ('squares', 'sum'), ('achieved', 'sum'), ('targets', 'sum'),
        ] %}
        {{ aggregate }}({{ column }}) over (
            partition by unit_key order by month_number range between 11 preceding and current row
        ) as {{ aggregate }}_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from months

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
