with indices as (

    select * from {{ ref('int_service_ikm') }}

),

regions as (

    select * from {{ ref('region') }}

)

select
    indices.service_key,
    indices.government,
    indices.is_province,
    indices.level,
    indices.agency_code,
    indices.region_code,
    regions.region_name,
    indices.unit_key,
    indices.unit_name,
    indices.service_name,
    indices.period_kind,
    indices.period_start,
    indices.period_end,
    cast(indices.respondents as {{ dbt.type_int() }}) as respondents,
    cast(indices.complete_respondents as {{ dbt.type_int() }}) as complete_respondents,
    {% for u in survey_elements() %}
    cast(indices.nrr_{{ u }} as double) as nrr_{{ u }},
    {% endfor %}
    cast(indices.ni as double) as ni,
    cast(indices.ikm as double) as ikm,
    cast(indices.ikm_low as double) as ikm_low,
    cast(indices.ikm_high as double) as ikm_high,
    cast(indices.ikm_se as double) as ikm_se,
    indices.ikm_class,
    cast(indices.ikm_weight_011 as double) as ikm_weight_011,
    cast(indices.ikm_delivered as double) as ikm_delivered,
    indices.sample_needed,
    cast(indices.population as {{ dbt.type_int() }}) as population,
    indices.u8_u9_declared,
    indices.is_shown
from indices
left join regions on indices.region_code = regions.region_code
