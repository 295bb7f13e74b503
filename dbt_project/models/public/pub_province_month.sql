with months as (

    select * from {{ ref('fct_province_month') }}

),

limits as (

    {{ disclosure_limits() }}

),

ikm as (

    select
        indices.period_end,
        indices.ikm,
        indices.ikm_low,
        indices.ikm_high,
        indices.respondents as n,
        indices.ikm_class,
        case when not indices.is_shown or indices.respondents < limits.ikm_minimum then 'few_answers' end as cell_reason
    from {{ ref('fct_service_ikm') }} as indices
    cross join limits
    where indices.is_province and indices.level = 'government' and indices.period_kind = 'rolling'

),

published as (

    select
        months.*,
        limits.public_minimum,
        limits.distribution_minimum,
        limits.one_class_share,
        {{ public_distribution('months', 'limits') }},
        {{ public_ikm_period('months.month') }} as ikm_period_end,
        {{ public_ikm_period(dbt.dateadd('month', -12, 'months.month')) }} as year_before_end,
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
    judged.ikm_period_end,
    {% for column in ['ikm', 'ikm_low', 'ikm_high', 'n', 'ikm_class'] %}
    case when ikm.cell_reason is null then ikm.{{ column }} end as {{ column }},
    {% endfor %}
    case
        when ikm.cell_reason is null and year_before.cell_reason is null
            then {{ measure('ikm.ikm - year_before.ikm', 2) }}
    end as ikm_change_12m,
    case
        when ikm.cell_reason is null and year_before.cell_reason is null
            then
                power(ikm.ikm - year_before.ikm, 2)
                > power((ikm.ikm_high - ikm.ikm_low) / 2, 2)
                + power((year_before.ikm_high - year_before.ikm_low) / 2, 2)
    end as ikm_change_is_clear,
    case when ikm.n is null then 'not_reported' else ikm.cell_reason end as ikm_reason_hidden,
    {% for column in ['complaints_received', 'complaints_open', 'complaints_over_limit'] %}
    case
        when judged.{{ column }} >= judged.public_minimum or judged.{{ column }} = 0
            then {{ rounded_count('judged.' ~ column) }}
    end as {{ column }},
    {% endfor %}
    case
        when
            judged.complaints_over_limit >= judged.public_minimum
            and judged.previous_over_limit >= judged.public_minimum
            then {{ rounded_count('judged.complaints_over_limit') }} - {{ rounded_count('judged.previous_over_limit') }}
    end as complaints_over_limit_change
from judged
left join ikm on judged.ikm_period_end = ikm.period_end
left join ikm as year_before on judged.year_before_end = year_before.period_end
