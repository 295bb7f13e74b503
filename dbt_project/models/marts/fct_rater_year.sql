with raters as (

    select * from {{ ref('int_rater_year') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

compared as (

    select
        raters.*,
        raters.point_sum / raters.persons as mean_points,
        (sum(raters.point_sum) over agency - raters.point_sum)
        / nullif(sum(raters.persons) over agency - raters.persons, 0)
            as others_mean,
        (sum(raters.same_pairs) over agency - raters.same_pairs)
        / nullif(sum(raters.pairs) over agency - raters.pairs, 0)
            as others_same_share,
        raters.same_pairs / nullif(raters.pairs, 0) as same_share,
        -- Spread of persons within their raters, pooled over the year.
        sum(raters.point_square_sum - raters.point_sum * raters.point_sum / raters.persons) over whole
        / nullif(sum(raters.persons) over whole - count(*) over whole, 0) as within_variance
    from raters
    window agency as (partition by raters.agency_code, raters.year_start), whole as (partition by raters.year_start)

),

years as (

    select year_start, cast({{ dbt.last_day('year_start', 'year') }} as date) as year_end
    from raters
    group by year_start

),

rules as (

    select
        years.year_start,
        {{ rule_value('rater_minimum') }} as minimum,
        {{ rule_value('rater_gap') }} as gap,
        {{ rule_value('rater_z') }} as z,
        {{ rule_value('rater_copy_share') }} as copy_share,
        {{ rule_value('rater_copy_chance') }} as copy_chance
    from years
    inner join int_rule on {{ in_force('int_rule', 'years.year_end') }}
    group by years.year_start

),

measured as (

    select
        compared.*,
        compared.mean_points - compared.others_mean as gap_points,
        (compared.mean_points - compared.others_mean) / nullif(sqrt(compared.within_variance / compared.persons), 0)
            as gap_z,
        power(compared.others_same_share, compared.pairs) as same_by_chance,
        compared.persons >= rules.minimum as is_judged,
        rules.gap as gap_limit,
        rules.z as z_limit,
        rules.copy_share as copy_share_limit,
        rules.copy_chance as copy_chance_limit
    from compared
    inner join rules on compared.year_start = rules.year_start

)

select
    {{ surrogate_key(['measured.rater_key', 'measured.agency_code', 'measured.year_start']) }} as rater_year_key,
    measured.rater_key,
    employees.person_name as rater_name,
    measured.agency_code,
    cast(extract(year from measured.year_start) as {{ dbt.type_int() }}) as year,
    measured.year_start as period_start,
    cast({{ dbt.last_day('measured.year_start', 'year') }} as date) as period_end,
    cast(measured.persons as {{ dbt.type_int() }}) as persons,
    cast(measured.ratings as {{ dbt.type_int() }}) as ratings,
    {% for code in predikat_codes() %}
    {{ share('measured.n_' ~ code, 'measured.ratings') }} as share_{{ code }},
    {% endfor %}
    {{ measure('measured.mean_points', 4) }} as mean_points,
    {{ measure('measured.gap_points', 4) }} as gap_points,
    {{ measure('measured.gap_z', 2) }} as gap_z,
    cast(measured.pairs as {{ dbt.type_int() }}) as pairs,
    {{ measure('measured.same_share', 4) }} as same_share,
    {{ measure('measured.others_same_share', 4) }} as others_same_share,
    measured.is_judged,
    coalesce(
        measured.is_judged and measured.gap_points >= measured.gap_limit and measured.gap_z >= measured.z_limit, false
    ) as is_lenient,
    coalesce(
        measured.is_judged and measured.gap_points <= -measured.gap_limit and measured.gap_z <= -measured.z_limit, false
    ) as is_severe,
    coalesce(
        measured.is_judged and measured.same_share >= measured.copy_share_limit
        and measured.same_by_chance <= measured.copy_chance_limit, false
    ) as is_copying
from measured
left join {{ ref('int_employee_latest') }} as employees on measured.rater_key = employees.person_key
