with months as (

    select * from {{ ref('fct_province_month') }}

),

limits as (

    {{ disclosure_limits() }}

),

ikm as (

    select * from {{ ref('fct_service_ikm') }}
    where is_province and level = 'government' and period_kind = 'rolling'

),

published as (

    select
        months.*,
        limits.public_minimum,
        limits.distribution_minimum,
        limits.one_class_share,
        {{ public_distribution('months', 'limits') }},
        lag(months.pattern_complies) over (order by months.month) as previous_pattern_complies,
        lag(months.complaints_over_limit) over (order by months.month) as previous_over_limit
    from months
    cross join limits
    where months.month <= limits.data_month

),

judged as (

    select
        *,
        case
            when active_employees < public_minimum then 'few_persons'
            when is_withheld then 'low_coverage'
            when rated_employees < distribution_minimum then 'few_persons'
            when {{ is_one_class('rated_employees', 'published') }} then 'one_class'
        end as reason_hidden
    from published

)

select
    judged.month,
    judged.is_current,
    judged.agencies_total,
    judged.agencies_reported,
    judged.agencies_late,
    judged.agencies_missing,
    judged.pattern_judged,
    judged.pattern_complies,
    judged.pattern_complies - judged.previous_pattern_complies as pattern_complies_change,
    case when judged.active_employees >= judged.public_minimum then {{ rounded_count('judged.active_employees') }} end
        as active_employees,
    case
        when judged.active_employees >= judged.public_minimum
            then {{ rounded_share('judged.rated_employees', 'judged.due_employees') }}
    end as coverage,
    {% for part, name in {
        'top_persons': 'share_sangat_baik', 'middle_persons': 'share_baik', 'low_persons': 'share_below_baik',
    }.items() %}
    case when judged.reason_hidden is null then {{ rounded_share('judged.' ~ part, 'judged.rated_employees') }} end
        as {{ name }},
    {% endfor %}
    case when judged.reason_hidden is null then judged.middle_group end as middle_group,
    judged.reason_hidden,
    case when ikm.is_shown and ikm.respondents >= limits.ikm_minimum then ikm.ikm end as ikm,
    case when ikm.is_shown and ikm.respondents >= limits.ikm_minimum then ikm.ikm_low end as ikm_low,
    case when ikm.is_shown and ikm.respondents >= limits.ikm_minimum then ikm.ikm_high end as ikm_high,
    case when ikm.is_shown and ikm.respondents >= limits.ikm_minimum then ikm.respondents end as n,
    case when ikm.is_shown and ikm.respondents >= limits.ikm_minimum then ikm.ikm_class end as ikm_class,
    case
        when ikm.is_shown and ikm.respondents >= limits.ikm_minimum and before.respondents >= limits.ikm_minimum
            then {{ measure('ikm.ikm - before.ikm', 2) }}
    end as ikm_change_12m,
    case
        when ikm.respondents is null then 'not_reported'
        when not ikm.is_shown or ikm.respondents < limits.ikm_minimum then 'few_answers'
    end as ikm_reason_hidden,
    case
        when judged.complaints_received >= judged.public_minimum or judged.complaints_received = 0
            then {{ rounded_count('judged.complaints_received') }}
    end as complaints_received,
    case
        when judged.complaints_open >= judged.public_minimum or judged.complaints_open = 0
            then {{ rounded_count('judged.complaints_open') }}
    end as complaints_open,
    case
        when judged.complaints_over_limit >= judged.public_minimum or judged.complaints_over_limit = 0
            then {{ rounded_count('judged.complaints_over_limit') }}
    end as complaints_over_limit,
    case
        when judged.complaints_over_limit >= judged.public_minimum and judged.previous_over_limit >= judged.public_minimum
            then {{ rounded_count('judged.complaints_over_limit') }} - {{ rounded_count('judged.previous_over_limit') }}
    end as complaints_over_limit_change
from judged
cross join limits
left join ikm on {{ month_end('judged.month') }} = ikm.period_end
left join ikm as before
    on cast({{ dbt.dateadd('month', -12, month_start('ikm.period_end')) }} as date) = {{ month_start('before.period_end') }}
