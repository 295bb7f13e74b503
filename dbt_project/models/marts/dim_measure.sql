with labels as (

    select * from {{ ref('label') }} where kind = 'unit'

),

measures as (

    {{ measure_rows('marts') }}

)

select
    measures.mart,
    measures.measure,
    measures.label_id,
    measures.label_en,
    measures.definition_id,
    measures.definition_en,
    measures.unit,
    labels.label_id as unit_label_id,
    labels.label_en as unit_label_en,
    measures.owner
from measures
inner join labels on measures.unit = labels.code
