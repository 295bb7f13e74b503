with trainings as (

    select * from {{ source('raw', 'trainings') }}

)

select
    batch_id,
    source_row,
    nip,
    course,
    {{ normalise_text('course') }} as course_alias,
    organiser,
    started_on,
    coalesce(ended_on, started_on) as ended_on,
    hours,
    competence,
    warnings
from trainings
