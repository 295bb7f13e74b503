-- Counts of persons and complaints stand to the nearest 5, shares in steps of 5 %.
with counts as (
    {% for model, columns in {
        'pub_province_month': ['active_employees', 'complaints_received', 'complaints_open', 'complaints_over_limit',
            'complaints_over_limit_change'],
        'pub_agency_month': ['active_employees'],
        'pub_complaint_quarter': ['received', 'still_open'],
        'pub_complaint_class': ['received', 'still_open'],
    }.items() %}
    {% for column in columns %}
    select '{{ model }}.{{ column }}' as cell, {{ column }} as number
    from {{ ref(model) }}
    where {{ column }} is not null
    union all
    {% endfor %}
    {% endfor %}
    select 'nothing', 0

),

shares as (
    {% set distribution = ['coverage', 'share_sangat_baik', 'share_baik', 'share_below_baik'] %}
    {% for model, columns in {
        'pub_province_month': distribution,
        'pub_agency_month': distribution,
        'pub_complaint_quarter': ['closed_share', 'share_within_limit'],
        'pub_complaint_class': ['closed_share', 'share_within_limit'],
    }.items() %}
    {% for column in columns %}
    select '{{ model }}.{{ column }}' as cell, {{ column }} as number
    from {{ ref(model) }}
    where {{ column }} is not null
    union all
    {% endfor %}
    {% endfor %}
    select 'nothing', 0

)

select * from counts
where number % 5 <> 0
union all
select * from shares
where abs(number * 20 - round(number * 20)) > 0.000001
