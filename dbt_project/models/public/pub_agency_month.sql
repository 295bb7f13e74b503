with agency_months as (

    select * from {{ ref('fct_agency_month') }}

),

province_months as (

    select * from {{ ref('fct_province_month') }}

),

limits as (

    {{ disclosure_limits() }}

),

published as (

    select
        agency_months.*,
        province_months.active_employees as province_active,
        province_months.rated_employees as province_rated,
        limits.public_minimum,
        limits.distribution_minimum,
        limits.one_class_share,
        {{ public_distribution('agency_months', 'limits') }}
    from agency_months
    inner join province_months on agency_months.month = province_months.month
    cross join limits
    where agency_months.month <= limits.data_month

),

-- First the agency's staff as a whole, then the distribution among them.
staffed as (

    select *, case when active_employees < public_minimum then 'few_persons' end as staff_reason
    from published

),

{{ complement(
    'staff_protected', 'staffed', parent=['month'], whole='province_active', part='active_employees',
    reason=['staff_reason', 'staff_hidden'], limit='public_minimum', order='agency_code',
) }},

distributed as (

    select
        *,
        case
            when staff_hidden is not null then staff_hidden
            when not reported then 'not_reported'
            when is_withheld then 'low_coverage'
            when rated_employees < distribution_minimum then 'few_persons'
            when {{ is_one_class('rated_employees', 'staff_protected') }} then 'one_class'
        end as distribution_reason
    from staff_protected

),

{{ complement(
    'protected', 'distributed', parent=['month'], whole='province_rated', part='rated_employees',
    reason=['distribution_reason', 'reason_hidden'], limit='public_minimum', order='agency_code',
) }}

select
    agency_code,
    month,
    reported,
    is_late,
    case when staff_hidden is null then {{ rounded_count('active_employees') }} end as active_employees,
    case when staff_hidden is null and reported then {{ rounded_share('rated_employees', 'due_employees') }} end
        as coverage,
    {% for part, name in {
        'top_persons': 'share_sangat_baik', 'middle_persons': 'share_baik', 'low_persons': 'share_below_baik',
    }.items() %}
    case when reason_hidden is null then {{ rounded_share(part, 'rated_employees') }} end as {{ name }},
    {% endfor %}
    case when reason_hidden is null then middle_group end as middle_group,
    organisation_predikat,
    case when reason_hidden is null or reason_hidden = 'one_class' then pattern_status end as pattern_status,
    reason_hidden,
    {{ public_ikm_period('month') }} as ikm_period_end
from protected
