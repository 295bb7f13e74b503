with trainings as (

    select * from {{ ref('stg_trainings') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

nips as (

    select * from {{ ref('int_nip') }}

),

members as (

    select * from {{ ref('int_employee_month') }}

),

employees as (

    select * from {{ ref('int_employee_latest') }}

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

{{ known_events('trainings', ['course_alias', 'started_on'], 'ended_on', not_withdrawn('trainings', 'trainings')) }}

select
    known.person_key,
    known.in_roster,
    known.agency_code,
    known.employment_status,
    known.course,
    known.organiser,
    known.started_on,
    known.ended_on,
    {{ month_start('known.ended_on') }} as month,
    cast({{ dbt.date_trunc('year', 'known.ended_on') }} as date) as year_start,
    known.hours,
    known.competence,
    known.batch_id,
    known.source_row
from known
where known.version = 1
