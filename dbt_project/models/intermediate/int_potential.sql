with potentials as (

    select * from {{ ref('stg_potentials') }}

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

{{ known_events('potentials', ['assessed_on'], 'assessed_on') }}

select
    known.person_key,
    known.in_roster,
    known.assessed_on,
    known.potential,
    known.potential_score,
    known.method,
    known.valid_until,
    known.batch_id,
    known.source_row
from known
where known.version = 1
