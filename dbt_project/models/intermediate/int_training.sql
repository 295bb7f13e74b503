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

known as (

    select
        trainings.*,
        nips.person_key,
        coalesce(nips.in_roster, false) as in_roster,
        row_number() over (
            partition by coalesce(nips.nip, trainings.nip), trainings.course_alias, trainings.started_on
            order by {{ latest_first('batches') }}
        ) as version
    from trainings
    inner join batches on trainings.batch_id = batches.batch_id
    left join nips on trainings.nip = nips.delivered_nip
    where {{ not_withdrawn('trainings', 'trainings') }}

)

-- The agency is the one of the month the course ended in; before the first staff list, today's.
select
    known.person_key,
    known.in_roster,
    coalesce(members.agency_code, employees.agency_code) as agency_code,
    employees.employment_status,
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
left join members on known.person_key = members.person_key and {{ month_start('known.ended_on') }} = members.month
left join employees on known.person_key = employees.person_key
where known.version = 1
