with years as (

    select * from {{ ref('int_unit_year') }}

),

units as (

    select * from {{ ref('int_unit') }}

),

feedback as (

    select * from {{ ref('int_unit_month_feedback') }}

),

rules as (

    select
        months.month,
        months.coverage_floor,
        {{ rule_value('agreement_minimum_persons', dbt.type_int()) }} as minimum_persons,
        {{ rule_value('agreement_minimum_units', dbt.type_int()) }} as minimum_units,
        {{ rule_value('agreement_gap') }} as gap_limit
    from {{ ref('int_month') }} as months
    inner join {{ ref('int_rule') }} as int_rule on {{ in_force('int_rule', 'months.month') }}
    group by months.month, months.coverage_floor

),

-- What is missing or too small comes before any comparison.
sources as (

    select
        years.*,
        units.agency_code,
        feedback.ikm,
        feedback.ikm_n,
        (feedback.ikm_high - feedback.ikm_low) / 3.92 as ikm_error,
        rules.minimum_units,
        rules.gap_limit,
        case
            when coalesce(feedback.ikm_n, 0) = 0 then 'no_survey'
            when feedback.ikm is null then 'few_answers'
            when years.ratings = 0 then 'no_ratings'
            when years.persons < rules.minimum_persons then 'few_persons'
            when years.ratings < rules.coverage_floor * years.due_ratings then 'low_coverage'
        end as gap_in_sources
    from years
    inner join rules on years.month = rules.month
    inner join units on years.unit_key = units.unit_key
    left join feedback on years.unit_key = feedback.unit_key and years.month = feedback.month

),

peers as (

    select
        month,
        count(*) as peer_units,
        avg(mean_class) as class_mean,
        stddev_samp(mean_class) as class_spread,
        avg(ikm) as ikm_mean,
        stddev_samp(ikm) as ikm_spread,
        avg(achievement_mean) as achievement_mean,
        stddev_samp(achievement_mean) as achievement_spread
    from sources
    where gap_in_sources is null
    group by month

),

placed as (

    select
        sources.*,
        peers.peer_units,
        case
            when sources.gap_in_sources is not null then sources.gap_in_sources
            when peers.peer_units < sources.minimum_units or peers.class_spread = 0 or peers.ikm_spread = 0
                then 'few_peers'
        end as not_judged_reason,
        (sources.mean_class - peers.class_mean) / nullif(peers.class_spread, 0) as superior_place,
        (sources.ikm - peers.ikm_mean) / nullif(peers.ikm_spread, 0) as citizens_place,
        (sources.achievement_mean - peers.achievement_mean) / nullif(peers.achievement_spread, 0) as achievement_place,
        sqrt(
            power(sources.mean_class_error / nullif(peers.class_spread, 0), 2)
            + power(sources.ikm_error / nullif(peers.ikm_spread, 0), 2)
        ) as gap_error
    from sources
    left join peers on sources.month = peers.month

),

judged as (

    select
        *,
        case
            when not_judged_reason is not null then 'not_judged'
            when abs(superior_place - citizens_place) < gap_limit then 'agree'
            when abs(superior_place - citizens_place) <= 2 * gap_error then 'agree'
            when superior_place > citizens_place then 'superior_higher'
            else 'citizens_higher'
        end as agreement_class
    from placed

)

select
    unit_key,
    agency_code,
    month,
    {{ months_after('month', -11) }} as period_start,
    {{ month_end('month') }} as period_end,
    agreement_class,
    case
        when agreement_class = 'not_judged' then not_judged_reason
        when achievement_place is null then 'achievement_missing'
        when agreement_class = 'agree' then 'within_margin'
        when abs(achievement_place - superior_place) < abs(achievement_place - citizens_place)
            then 'achievement_with_superior'
        else 'achievement_with_citizens'
    end as agreement_reason,
    persons,
    ratings,
    {{ measure('mean_class', 3) }} as mean_class,
    ikm,
    ikm_n,
    {{ measure('achievement_mean', 4) }} as achievement_mean,
    {% for place in ['superior_place', 'citizens_place', 'achievement_place'] %}
    case when agreement_class <> 'not_judged' then {{ measure(place, 2) }} end as {{ place }},
    {% endfor %}
    case when agreement_class <> 'not_judged' then {{ measure('superior_place - citizens_place', 2) }} end as gap,
    case when agreement_class <> 'not_judged' then {{ measure('2 * gap_error', 2) }} end as gap_margin,
    cast(case when agreement_class <> 'not_judged' then peer_units end as integer) as peer_units
from judged
