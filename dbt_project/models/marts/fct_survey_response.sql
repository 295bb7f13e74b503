with responses as (

    select * from {{ ref('int_survey_response') }}

)

select
    response_key,
    government,
    is_province,
    agency_code,
    unit_key,
    unit_name,
    region_code,
    service_name,
    survey_on,
    month,
    {% for u in survey_elements() %}
    u{{ u }},
    {% endfor %}
    cast(answered as {{ dbt.type_int() }}) as answered,
    is_complete,
    cast(ikm_score as double) as ikm_score,
    counts_in_ikm,
    u8_u9_declared,
    batch_id,
    source_row
from responses
