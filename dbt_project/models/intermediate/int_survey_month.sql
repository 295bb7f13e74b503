with responses as (

    select * from {{ ref('int_survey_response') }} where counts_in_ikm

)

select
    government,
    is_province,
    agency_code,
    unit_key,
    unit_ref,
    min(unit_name) as unit_name,
    region_code,
    service_alias,
    min(service_name) as service_name,
    month,
    count(*) as respondents,
    sum(case when is_complete then 1 else 0 end) as complete_respondents,
    sum(case when u8_u9_declared then 0 else 1 end) as undeclared_respondents,
    {% for u in survey_elements() %}
    count(u{{ u }}) as answers_{{ u }},
    coalesce(sum(cast(u{{ u }} as bigint)), 0) as sum_{{ u }},
    {% endfor %}
    sum(ikm_score) as score_sum,
    sum(ikm_score * ikm_score) as score_square_sum
from responses
group by government, is_province, agency_code, unit_key, unit_ref, region_code, service_alias, month
