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

{{ known_events('discipline', ['level', 'decided_on'], 'decided_on') }}

select
    known.person_key,
    known.in_roster,
    known.agency_code,
    known.level,
    known.sanction,
    known.decided_on,
    known.valid_from,
    known.valid_to,
    known.batch_id,
    known.source_row
from known
where known.version = 1
