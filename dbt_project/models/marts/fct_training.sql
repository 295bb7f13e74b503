with trainings as (

    select * from {{ ref('int_training') }}

)

select
    person_key,
    in_roster,
    agency_code,
    course,
    organiser,
    started_on,
    ended_on,
    cast(extract(year from year_start) as {{ dbt.type_int() }}) as year,
    cast(hours as double) as hours,
    competence,
    batch_id,
    source_row
from trainings
