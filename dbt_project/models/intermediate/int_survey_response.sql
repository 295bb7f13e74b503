with surveys as (

    select * from {{ ref('stg_surveys') }}

),

batches as (

    select * from {{ ref('stg_batches') }}

),

aliases as (

    select * from {{ ref('int_agency_alias') }}

),

unit_aliases as (

    select * from {{ ref('int_unit_alias') }}

),

units as (

    select * from {{ ref('int_unit') }}

),

-- A unit's name that only one agency has also says whose unit it is.
units_anywhere as (

    select alias, max(agency_code) as agency_code
    from unit_aliases
    group by alias
    having count(*) = 1

),

withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

placed as (

    select
        surveys.*,
        batches.government,
        batches.is_province,
        batches.source,
        batches.sheet,
        batches.data_on,
        batches.received_at,
        batches.file_sha256,
        coalesce(surveys.responded_on, surveys.period_end, batches.period_end) as survey_on,
        coalesce(surveys.period_end, batches.period_end) as survey_period_end,
        coalesce(
            of_row.agency_code,
            case when surveys.agency_alias is null then of_batch.agency_code end,
            of_unit.agency_code,
            by_unit.agency_code,
            by_agency.agency_code
        ) as agency_code
    from surveys
    inner join batches on surveys.batch_id = batches.batch_id
    left join aliases as of_row
        on batches.government = of_row.government and surveys.agency_alias = of_row.alias
    left join aliases as of_batch
        on batches.government = of_batch.government and batches.agency_alias = of_batch.alias
    left join aliases as of_unit
        on batches.government = of_unit.government and surveys.unit_as_agency_alias = of_unit.alias
    left join units_anywhere as by_unit
        on batches.is_province and surveys.unit_alias = by_unit.alias
    left join units_anywhere as by_agency
        on batches.is_province and surveys.agency_as_unit_alias = by_agency.alias
    where {{ not_withdrawn('surveys', 'surveys') }}

),

-- Within a file the last answer of a respondent counts.
in_file as (

    select
        *,
        case
            when respondent_id is null then 1
            else row_number() over (
                partition by batch_id, agency_alias, unit_alias, service_alias, survey_period_end, respondent_id
                order by source_row desc
            )
        end as place
    from placed

),

-- A later delivery of the same source replaces an earlier one: respondent by respondent where they are numbered,
-- else the whole day of a service. Where nothing says whose answers they are, files stay apart.
versions as (

    select
        *,
        row_number() over (
            partition by
                government, source, sheet, coalesce(agency_code, agency_alias), unit_alias, service_alias, survey_on,
                respondent_id,
                case when agency_code is null and unit_alias is null then batch_id end
            order by {{ latest_first('in_file') }}
        ) as version,
        first_value(batch_id) over (
            partition by
                government, source, sheet, coalesce(agency_code, agency_alias), unit_alias, service_alias, survey_on,
                case when agency_code is null and unit_alias is null then batch_id end
            order by {{ latest_first('in_file') }}
        ) as latest_batch_id
    from in_file
    where place = 1

),

answers as (

    select
        *,
        {% for u in survey_elements() %}
        case when u{{ u }} is null then 0 else 1 end{{ ' +' if not loop.last }}
        {% endfor %} as answered,
        {% for u in survey_elements() %}
        coalesce(u{{ u }}, 0){{ ' +' if not loop.last }}
        {% endfor %} as answer_sum,
        greatest(
            {% for u in survey_elements() %}
            coalesce(u{{ u }}, 0){{ ',' if not loop.last }}
            {% endfor %}
        ) as highest_answer
    from versions
    where case when respondent_id is null then batch_id = latest_batch_id else version = 1 end

),

judged as (

    select
        *,
        element_count = 9 and scale_max = 4 and highest_answer <= 4 and answered > 0 as counts_in_ikm
    from answers

)

select
    {{ dbt.concat(["judged.batch_id", "'-'", "cast(judged.source_row as " ~ dbt.type_string() ~ ")"]) }}
        as response_key,
    judged.government,
    judged.is_province,
    judged.agency_code,
    units.unit_key,
    coalesce(units.unit_key, judged.unit_alias) as unit_ref,
    coalesce(units.unit_name, judged.unit_name) as unit_name,
    units.region_code,
    judged.service_name,
    judged.service_alias,
    judged.survey_on,
    {{ month_start('judged.survey_on') }} as month,
    {% for u in survey_elements() %}
    judged.u{{ u }},
    {% endfor %}
    judged.answered,
    judged.answered = 9 as is_complete,
    case
        when judged.counts_in_ikm
            then cast({{ round_half_up('25.0 * judged.answer_sum / judged.answered', 4) }} as decimal(9, 4))
    end as ikm_score,
    judged.counts_in_ikm,
    judged.u8_u9_declared,
    judged.batch_id,
    judged.source_row
from judged
left join unit_aliases
    on
        judged.is_province and judged.agency_code = unit_aliases.agency_code
        and coalesce(judged.unit_alias, judged.agency_as_unit_alias) = unit_aliases.alias
left join units on unit_aliases.unit_key = units.unit_key
