{#- A label with IKM in it and the number after it, whatever marks stand between. -#}
{%- set printed_ikm =
    '(?i)"[^"]*(?:ikm|indeks kepuasan)[^"]*"[ ]*:[ ]*"?[^0-9",]*([0-9]{2,3}[.,][0-9]+|100)'
-%}
with responses as (

    select * from {{ ref('int_survey_response') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where footer is not null

),

printed as (

    select
        *,
        nullif({{ first_match('footer', printed_ikm) }}, '') as ikm_text
    from batches

),

-- A printed IKM speaks of one unit or agency and of one quarter or year; else nobody can say what it should equal.
speaks_of as (

    select
        batch_id,
        min(government) as government,
        min(agency_code) as agency_code,
        min(unit_ref) as unit_ref,
        min(survey_on) as first_day,
        max(survey_on) as last_day,
        count(distinct unit_ref) as units,
        count(distinct agency_code) as agencies,
        count(unit_ref) as placed,
        count(*) as responses
    from responses
    group by batch_id

),

periods as (

    select
        speaks_of.*,
        printed.ikm_text,
        printed.data_on,
        printed.received_at,
        printed.file_sha256,
        coalesce(printed.period_start, speaks_of.first_day) as period_first,
        coalesce(printed.period_end, speaks_of.last_day) as period_last
    from speaks_of
    inner join printed on speaks_of.batch_id = printed.batch_id
    where
        printed.ikm_text is not null
        and speaks_of.units <= 1 and speaks_of.agencies <= 1 and speaks_of.placed in (0, speaks_of.responses)

),

spans as (

    select
        *,
        {{ dbt.date_trunc('quarter', 'period_first') }} as quarter_first,
        {{ dbt.date_trunc('quarter', 'period_last') }} as quarter_last,
        cast({{ dbt.last_day('period_last', 'quarter') }} as date) as quarter_end,
        {{ dbt.date_trunc('year', 'period_first') }} as year_first,
        {{ dbt.date_trunc('year', 'period_last') }} as year_last,
        cast({{ dbt.last_day('period_last', 'year') }} as date) as year_end
    from periods

),

candidates as (

    select
        *,
        case when unit_ref is null then 'agency' else 'unit' end as level,
        case when quarter_first = quarter_last then 'quarter' else 'year' end as period_kind,
        case when quarter_first = quarter_last then quarter_end else year_end end as period_end
    from spans
    where
        (unit_ref is not null or agency_code is not null)
        and year_first = year_last

),

latest as (

    select
        *,
        row_number() over (
            partition by level, government, agency_code, unit_ref, period_kind, period_end
            order by data_on desc, received_at desc, file_sha256 desc, batch_id
        ) as version
    from candidates

)

select
    level,
    government,
    case when level = 'agency' then agency_code else {{ unit_scope('latest') }} end as scope,
    period_kind,
    period_end,
    cast(replace(ikm_text, ',', '.') as decimal(9, 2)) as ikm_delivered,
    batch_id
from latest
where version = 1
