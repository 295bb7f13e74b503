with appraisals as (

    select
        batch_id, source_row, source_column,
        nip, agency_alias, unit_alias, position_key,
        period_start, period_end, period_kind, month,
        rater_nip, rater_name, rater_alias,
        aspect, result_rating, behaviour_rating,
        {% for number in range(1, 8) %}
        behaviour_{{ number }},
        {% endfor %}
        predikat_delivered, scheme, score, score_skp, score_behaviour, new_idea,
        rated_at, status, warnings
    from {{ ref('stg_appraisals') }}

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

latest as (

    select * from {{ ref('int_employee_latest') }}

),

-- The file says where a person was rated; where it is silent the staff list of that month does.
placed as (

    select
        appraisals.*,
        batches.source,
        batches.data_on,
        batches.received_at,
        batches.file_sha256,
        int_nip.person_key,
        coalesce(int_nip.nip, appraisals.nip) as person_nip,
        coalesce(int_nip.is_repaired, false) as nip_repaired,
        coalesce(int_nip.in_roster, false) as in_roster,
        coalesce(of_row.agency_code, of_batch.agency_code, roster.agency_code, latest.agency_code) as agency_code,
        coalesce(roster.agency_code, latest.agency_code) as roster_agency_code,
        coalesce(roster.unit_key, latest.unit_key) as roster_unit_key,
        coalesce(roster.position_key, appraisals.position_key, latest.position_key) as resolved_position_key
    from appraisals
    inner join batches on appraisals.batch_id = batches.batch_id
    left join int_nip on appraisals.nip = int_nip.delivered_nip
    left join aliases as of_row on appraisals.agency_alias = of_row.alias
    left join aliases as of_batch on batches.agency_alias = of_batch.alias
    left join roster on int_nip.person_key = roster.person_key and appraisals.month = roster.month
    left join latest on int_nip.person_key = latest.person_key

)

select
    {{ surrogate_key(['placed.batch_id', 'placed.source_row', 'placed.source_column']) }} as appraisal_key,
    placed.batch_id, placed.source_row, placed.source_column, placed.source, placed.file_sha256,
    placed.data_on, placed.received_at,
    placed.person_key, placed.person_nip, placed.nip_repaired, placed.in_roster,
    placed.agency_code, placed.agency_alias, placed.resolved_position_key,
    placed.period_start, placed.period_end, placed.period_kind, placed.month,
    placed.rater_name, placed.aspect, placed.result_rating, placed.behaviour_rating,
    {% for number in range(1, 8) %}
    placed.behaviour_{{ number }},
    {% endfor %}
    placed.predikat_delivered, placed.scheme, placed.score, placed.score_skp, placed.score_behaviour, placed.new_idea,
    placed.rated_at, placed.status, placed.warnings,
    coalesce(
        unit_aliases.unit_key, case when placed.agency_code = placed.roster_agency_code then placed.roster_unit_key end
    ) as unit_key,
    -- A rater may be a minister or governor without a NIP: then government and name stand for him.
    coalesce(
        rater.person_key,
        case
            when placed.rater_alias is not null
                then {{ surrogate_key(["'" ~ var('government') ~ "'", 'placed.rater_alias']) }}
        end
    ) as rater_key
from placed
left join unit_aliases on placed.agency_code = unit_aliases.agency_code and placed.unit_alias = unit_aliases.alias
left join int_nip as rater on placed.rater_nip = rater.delivered_nip
