{%- set stayed = ['same_rater', 'other_rater'] -%}
{%- set gone = ['left', 'not_due'] -%}
{%- set come = ['joined', 'due_again'] -%}
{%- set columns = ['late_reporters', 'staff_mix', 'rater_change', 'real_change'] -%}
{%- set sizes = [] -%}
{%- for column in columns %}{% do sizes.append('abs(parts.' ~ column ~ ')') %}{% endfor -%}
with moves as (

    select * from {{ ref('int_agency_move') }}

),

months as (

    select * from {{ ref('int_agency_month_rating') }}

),

shown as (

    select
        agency_code,
        month,
        is_withheld,
        lag(is_withheld) over (partition by agency_code order by month) as was_withheld
    from months

),

counted as (

    select
        moves.*,
        shown.is_withheld,
        coalesce(shown.was_withheld, true) as was_withheld,
        {{ parts_sum('n_', stayed + gone + ['late']) }} as rated_before,
        {{ parts_sum('n_', stayed + come + ['caught_up']) }} as rated_now
    from shown
    inner join moves on shown.agency_code = moves.agency_code and shown.month = moves.month

),

-- Seven levels from the month before to this one: then; without those late now; without those gone; the others' ratings
-- anew by another rater; anew by the same one; with those who came; with those who caught up. A part is a step.
levels as (

    {% for measure, points in [('good_share', 'good'), ('mean_class', 'places')] %}
    {%- set before, now = points ~ '_before_', points ~ '_now_' %}
    select
        agency_code, month, '{{ measure }}' as measure,
        case
            when rated_before = 0 then 'no_ratings_before'
            when rated_now = 0 then 'no_ratings_now'
            when is_withheld or was_withheld then 'withheld'
            when is_mixed_scheme then 'scheme_changed'
            else 'explained'
        end as move_status,
        {{ level(parts_sum(before, stayed + gone + ['late']), 'rated_before') }} as level_0,
        {{ level(parts_sum(before, stayed + gone), parts_sum('n_', stayed + gone)) }} as level_1,
        {{ level(parts_sum(before, stayed), parts_sum('n_', stayed)) }} as level_2,
        {{ level(before ~ 'same_rater + ' ~ now ~ 'other_rater', parts_sum('n_', stayed)) }} as level_3,
        {{ level(parts_sum(now, stayed), parts_sum('n_', stayed)) }} as level_4,
        {{ level(parts_sum(now, stayed + come), parts_sum('n_', stayed + come)) }} as level_5,
        {{ level(parts_sum(now, stayed + come + ['caught_up']), 'rated_now') }} as level_6
    from counted
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- Where nobody was rated in both months the levels in the middle are missing, and their neighbour stands in.
rating_parts as (

    select
        agency_code, month, measure, move_status,
        level_0 as value_before,
        level_6 as value_now,
        coalesce(level_1, level_5, level_0) - level_0 + level_6 - coalesce(level_5, level_1, level_0) as late_reporters,
        coalesce(level_2 - level_1 + level_5 - level_4, level_5 - level_1, 0) as staff_mix,
        coalesce(level_3 - level_2, 0) as rater_change,
        coalesce(level_4 - level_3, 0) as real_change
    from levels

),

-- Coverage moves by who is due and who is rated; how high the ratings are does not bear on it.
coverage_parts as (

    select
        agency_code, month, 'coverage' as measure,
        case
            when due_before = 0 then 'no_ratings_before' when due_now = 0 then 'no_ratings_now' else 'explained'
        end as move_status,
        {{ level('rated_before', 'due_before') }} as value_before,
        {{ level('rated_now', 'due_now') }} as value_now,
        coalesce({{ level('rated_now_due_both', 'due_both') }} - {{ level('rated_before_due_both', 'due_both') }}, 0)
            as late_reporters
    from counted

),

parts as (

    select
        agency_code, month, measure, move_status, value_before, value_now,
        late_reporters, staff_mix, rater_change, real_change
    from rating_parts
    union all
    select
        agency_code, month, measure, move_status, value_before, value_now,
        late_reporters, value_now - value_before - late_reporters as staff_mix, 0 as rater_change, 0 as real_change
    from coverage_parts

)

select
    parts.agency_code,
    parts.month,
    {{ months_after('parts.month', -1) }} as period_start,
    {{ month_end('parts.month') }} as period_end,
    parts.measure,
    parts.move_status,
    {% for column in ['value_before', 'value_now'] + columns %}
    case when parts.move_status = 'explained' then cast(parts.{{ column }} as decimal(12, 6)) end as {{ column }},
    {% endfor %}
    case when parts.move_status = 'explained' then cast(parts.value_now - parts.value_before as decimal(12, 6)) end
        as change,
    -- The part that bears most; at a tie the one that says least about performance.
    case
        when parts.move_status <> 'explained' then null
        when greatest({{ sizes | join(', ') }}) = 0 then 'none'
        {% for column in columns %}
        when {{ sizes[loop.index0] }} = greatest({{ sizes | join(', ') }}) then '{{ column }}'
        {% endfor %}
    end as main_part,
    counted.rated_before,
    counted.rated_now,
    counted.n_late as persons_late,
    counted.n_caught_up as persons_caught_up,
    counted.n_left as persons_left,
    counted.n_joined as persons_joined,
    counted.n_not_due as persons_not_due,
    counted.n_due_again as persons_due_again,
    counted.n_other_rater as persons_other_rater,
    counted.n_same_rater as persons_same_rater,
    counted.n_rater_unknown as persons_rater_unknown
from parts
inner join counted on parts.agency_code = counted.agency_code and parts.month = counted.month
