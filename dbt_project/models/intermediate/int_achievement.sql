{{ config(materialized='ephemeral') }}

with achievements as (

    select * from {{ ref('stg_achievements') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

aliases as (

    select * from {{ ref('int_agency_alias') }} where government = '{{ var("government") }}'

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

int_nip as (

    select * from {{ ref('int_nip') }}

),

roster as (

    select * from {{ ref('int_employee_month') }}

),

placed as (

    select
        achievements.batch_id, achievements.source_row, achievements.source_column,
        achievements.indicator, achievements.indicator_alias, achievements.unit_alias,
        achievements.period_start, achievements.period_end, achievements.month,
        achievements.target, achievements.realisation, achievements.unit_of_measure,
        int_nip.person_key,
        coalesce(int_nip.nip, achievements.nip) as person_nip,
        coalesce(roster.agency_code, of_row.agency_code, of_batch.agency_code) as agency_code,
        roster.unit_key as roster_unit_key,
        roster.position_key,
        batches.data_on,
        batches.received_at,
        batches.file_sha256
    from achievements
    inner join batches on achievements.batch_id = batches.batch_id
    left join int_nip on achievements.nip = int_nip.delivered_nip
    left join aliases as of_row on achievements.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    left join roster on int_nip.person_key = roster.person_key and achievements.month = roster.month

),

keyed as (

    select
        placed.*,
        coalesce(placed.roster_unit_key, unit_aliases.unit_key) as unit_key,
        coalesce(placed.person_nip, placed.agency_code || '/' || placed.unit_alias) as subject
    from placed
    left join unit_aliases on placed.agency_code = unit_aliases.agency_code and placed.unit_alias = unit_aliases.alias

),

{{ latest_version('latest', 'keyed', ['subject', 'indicator_alias', 'period_start', 'period_end']) }}

select
    batch_id, source_row, source_column,
    person_key, agency_code, unit_key, position_key,
    indicator, indicator_alias,
    cast(extract(year from period_end) as integer) as year,
    period_start, period_end, month,
    target, realisation, unit_of_measure
from latest
