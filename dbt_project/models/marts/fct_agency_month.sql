with ratings as (

    select * from {{ ref('int_agency_month_rating') }}

),

reports as (

    select * from {{ ref('int_agency_month_report') }}

),

verdicts as (

    select * from {{ ref('int_pattern_verdict') }}

),

achievements as (

    select * from {{ ref('int_agency_month_achievement') }}

),

feedback as (

    select * from {{ ref('int_agency_month_feedback') }}

),

shares as (

    select
        *,
        {% for code in predikat_codes() %}
        case when not is_withheld then {{ share('n_' ~ code, 'rated_employees') }} end as share_{{ code }},
        {% endfor %}
        lag(coverage) over (partition by agency_code order by month) as previous_coverage
    from ratings

),

changes as (

    select *, lag(share_baik) over (partition by agency_code order by month) as previous_share_baik
    from shares

)

select
    changes.agency_code,
    changes.month,
    changes.active_employees,
    changes.due_employees,
    changes.rated_employees,
    changes.coverage,
    cast(changes.coverage_floor as double) as coverage_floor,
    changes.is_withheld,
    {% for code in predikat_codes() %}
    changes.n_{{ code }},
    {% endfor %}
    {% for code in predikat_codes() %}
    changes.share_{{ code }},
    {% endfor %}
    verdicts.organisation_predikat, verdicts.organisation_period_end, verdicts.pattern_class, verdicts.pattern_limit,
    verdicts.pattern_status, verdicts.pattern_excess_persons, verdicts.pattern_reason,
    changes.inconsistent_appraisals,
    reports.reported, reports.reported_on, reports.deadline, reports.is_late, reports.days_late, reports.is_missing,
    {{ measure('achievements.achievement_mean', 4) }} as achievement_mean,
    {{ measure('achievements.standards_met_share') }} as standards_met_share,
    feedback.ikm, feedback.ikm_low, feedback.ikm_high, feedback.ikm_n, feedback.ikm_class,
    feedback.ikm_versus_province, feedback.ikm_change_12m, feedback.ikm_change_is_clear,
    feedback.complaints_received, feedback.complaints_open, feedback.complaints_over_limit,
    feedback.complaints_closed_share, feedback.training_hours_per_employee,
    -- Only between months that both have ratings.
    case
        when changes.rated_employees > 0 and changes.previous_coverage > 0
            then {{ measure('changes.coverage - changes.previous_coverage') }}
    end as coverage_change,
    {{ measure('changes.share_baik - changes.previous_share_baik') }} as share_baik_change
from changes
inner join reports on changes.agency_code = reports.agency_code and changes.month = reports.month
inner join verdicts on changes.agency_code = verdicts.agency_code and changes.month = verdicts.month
left join achievements on changes.agency_code = achievements.agency_code and changes.month = achievements.month
left join feedback on changes.agency_code = feedback.agency_code and changes.month = feedback.month
