with ratings as (

    select * from {{ ref('int_province_month_rating') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

agencies as (

    select
        reports.month,
        cast(count(*) as integer) as agencies_total,
        cast(sum(case when reports.reported then 1 else 0 end) as integer) as agencies_reported,
        cast(sum(case when reports.is_late then 1 else 0 end) as integer) as agencies_late,
        cast(sum(case when reports.is_missing then 1 else 0 end) as integer) as agencies_missing,
        cast(sum(case when verdicts.pattern_status in ('complies', 'violates') then 1 else 0 end) as integer)
            as pattern_judged,
        cast(sum(case when verdicts.pattern_status = 'complies' then 1 else 0 end) as integer) as pattern_complies
    from {{ ref('int_agency_month_report') }} as reports
    inner join {{ ref('int_pattern_verdict') }} as verdicts
        on reports.agency_code = verdicts.agency_code and reports.month = verdicts.month
    group by reports.month

),

feedback as (

    select * from {{ ref('int_province_month_feedback') }}

),

changes as (

    select
        *,
        lag(coverage) over (order by month) as previous_coverage,
        lag(rated_employees) over (order by month) as previous_rated
    from ratings

)

select
    changes.month,
    coalesce(changes.month = data_month.month, false) as is_current,
    coalesce(changes.month > data_month.month, true) as is_running,
    agencies.agencies_total, agencies.agencies_reported, agencies.agencies_late, agencies.agencies_missing,
    agencies.pattern_judged, agencies.pattern_complies,
    changes.active_employees, changes.due_employees, changes.rated_employees, changes.coverage, changes.is_withheld,
    {% for code in predikat_codes() %}
    changes.n_{{ code }},
    {% endfor %}
    {% for code in predikat_codes() %}
    case when not changes.is_withheld then {{ share('changes.n_' ~ code, 'changes.rated_employees') }} end
        as share_{{ code }},
    {% endfor %}
    feedback.ikm, feedback.ikm_low, feedback.ikm_high, feedback.ikm_n, feedback.ikm_class,
    feedback.ikm_change_12m, feedback.ikm_change_is_clear,
    feedback.complaints_received, feedback.complaints_open, feedback.complaints_over_limit,
    feedback.complaints_over_limit_change, feedback.complaints_closed_share,
    case
        when changes.rated_employees > 0 and changes.previous_rated > 0
            then {{ measure('changes.coverage - changes.previous_coverage') }}
    end as coverage_change
from changes
inner join agencies on changes.month = agencies.month
left join feedback on changes.month = feedback.month
cross join data_month
