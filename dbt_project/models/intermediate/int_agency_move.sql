with ratings as (

    select * from {{ ref('int_employee_month_rating') }}

),

-- A person's month beside the one before and the one after, where these stand in the same agency's list.
ordered as (

    select
        *,
        lag(month) over (partition by person_key, agency_code order by month) as last_month,
        lag(is_active) over (partition by person_key, agency_code order by month) as last_active,
        lag(is_due) over (partition by person_key, agency_code order by month) as last_due,
        lag(predikat_rank) over (partition by person_key, agency_code order by month) as last_rank,
        lag(rater_key) over (partition by person_key, agency_code order by month) as last_rater,
        lag(scheme) over (partition by person_key, agency_code order by month) as last_scheme,
        lead(month) over (partition by person_key, agency_code order by month) as next_month
    from ratings

),

pairs as (

    select
        agency_code, month, is_active, is_due, predikat_rank, rater_key, scheme,
        case when last_month = {{ months_after('month', -1) }} then last_active end as was_active,
        case when last_month = {{ months_after('month', -1) }} then last_due end as was_due,
        case when last_month = {{ months_after('month', -1) }} then last_rank end as last_rank,
        case when last_month = {{ months_after('month', -1) }} then last_rater end as last_rater,
        case when last_month = {{ months_after('month', -1) }} then last_scheme end as last_scheme
    from ordered
    union all
    -- Who stands in the agency's list no more is missed in the month after.
    select
        agency_code, {{ months_after('month', 1) }} as month, false as is_active, false as is_due,
        cast(null as integer) as predikat_rank, cast(null as {{ dbt.type_string() }}) as rater_key,
        cast(null as {{ dbt.type_string() }}) as scheme,
        is_active as was_active, is_due as was_due, predikat_rank as last_rank, rater_key as last_rater,
        scheme as last_scheme
    from ordered
    where is_active and (next_month is null or next_month > {{ months_after('month', 1) }})

),

grouped as (

    select
        *,
        case
            when last_rank is not null and predikat_rank is not null
                then case when last_rater <> rater_key then 'other_rater' else 'same_rater' end
            when last_rank is not null and is_due then 'late'
            when last_rank is not null and is_active then 'not_due'
            when last_rank is not null then 'left'
            when predikat_rank is not null and was_due then 'caught_up'
            when predikat_rank is not null and was_active then 'due_again'
            when predikat_rank is not null then 'joined'
        end as part,
        coalesce(was_due, false) as was_due_here
    from pairs

)

select
    agency_code,
    month,
    {% for part in move_parts() %}
    cast(sum(case when part = '{{ part }}' then 1 else 0 end) as integer) as n_{{ part }},
    cast(sum(case when part = '{{ part }}' then last_rank else 0 end) as integer) as places_before_{{ part }},
    cast(sum(case when part = '{{ part }}' then predikat_rank else 0 end) as integer) as places_now_{{ part }},
    cast(sum(case when part = '{{ part }}' and last_rank >= 4 then 1 else 0 end) as integer) as good_before_{{ part }},
    cast(sum(case when part = '{{ part }}' and predikat_rank >= 4 then 1 else 0 end) as integer) as good_now_{{ part }},
    {% endfor %}
    cast(sum(case when part = 'same_rater' and last_rater is null then 1 else 0 end) as integer) as n_rater_unknown,
    cast(sum(case when was_due_here then 1 else 0 end) as integer) as due_before,
    cast(sum(case when is_due then 1 else 0 end) as integer) as due_now,
    cast(sum(case when was_due_here and is_due then 1 else 0 end) as integer) as due_both,
    cast(sum(case when was_due_here and is_due and last_rank is not null then 1 else 0 end) as integer)
        as rated_before_due_both,
    cast(sum(case when was_due_here and is_due and predikat_rank is not null then 1 else 0 end) as integer)
        as rated_now_due_both,
    coalesce(min(least(scheme, last_scheme)) <> max(greatest(scheme, last_scheme)), false) as is_mixed_scheme
from grouped
group by agency_code, month
