with discipline as (

    select * from {{ ref('stg_discipline') }}

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

known as (

    select
        discipline.*,
        nips.person_key,
        coalesce(nips.in_roster, false) as in_roster,
        row_number() over (
            partition by coalesce(nips.nip, discipline.nip), discipline.level, discipline.decided_on
            order by {{ latest_first('batches') }}
        ) as version
    from discipline
    inner join batches on discipline.batch_id = batches.batch_id
    left join nips on discipline.nip = nips.delivered_nip

)

-- The agency is the one of the month of the decision; before the first staff list, today's.
select
    known.person_key,
    known.in_roster,
    coalesce(members.agency_code, employees.agency_code) as agency_code,
    known.level,
    known.sanction,
    known.decided_on,
    known.valid_from,
    known.valid_to,
    known.batch_id,
    known.source_row
from known
left join members on known.person_key = members.person_key and {{ month_start('known.decided_on') }} = members.month
left join employees on known.person_key = employees.person_key
where known.version = 1
