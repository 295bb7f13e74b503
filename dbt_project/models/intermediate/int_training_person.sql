with trainings as (

    select * from {{ ref('stg_trainings') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

nips as (

    select * from {{ ref('int_nip') }}

),

known as (

    select
        trainings.*,
        nips.person_key,
        row_number() over (
            partition by coalesce(nips.nip, trainings.nip), trainings.course_alias, trainings.started_on
            order by {{ latest_first('batches') }}
        ) as version
    from trainings
    inner join batches on trainings.batch_id = batches.batch_id
    left join nips on trainings.nip = nips.delivered_nip

)

select
    person_key,
    course,
    organiser,
    started_on,
    ended_on,
    {{ month_start('ended_on') }} as month,
    cast({{ dbt.date_trunc('year', 'ended_on') }} as date) as year_start,
    hours,
    competence,
    batch_id,
    source_row
from known
where version = 1
