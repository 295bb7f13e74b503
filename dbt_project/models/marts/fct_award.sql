with awards as (

    select * from {{ ref('stg_awards') }}

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

{{ known_events('awards', ['award_alias', 'awarded_on'], 'awarded_on') }}

select
    known.person_key,
    known.in_roster,
    known.agency_code,
    known.award,
    known.award_kind,
    known.awarded_on,
    known.granted_by,
    known.batch_id,
    known.source_row
from known
where known.version = 1
