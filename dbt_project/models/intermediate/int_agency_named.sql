{% set datasets = [
    'employees', 'units', 'organisation_ratings', 'standards', 'appraisals', 'achievements', 'surveys', 'complaints',
    'awards', 'discipline', 'potentials', 'service_units'
] %}

{% for dataset in datasets -%}
select
    batch_id,
    agency_alias,
    cast(count(*) as integer) as row_count
from {{ ref('stg_' ~ dataset) }}
where agency_alias is not null and agency_alias <> ''
group by batch_id, agency_alias
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
