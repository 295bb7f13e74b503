with standards as (

    select * from {{ ref('fct_person_standard') }}

),

positions as (

    select * from {{ ref('dim_position') }}

),

holders as (

    select agency_code, position_key, cast(count(*) as integer) as holders
    from {{ ref('int_employee_current') }}
    where is_active
    group by agency_code, position_key

),

counted as (

    select
        agency_code,
        position_key,
        year,
        indicator,
        min(duty_kind) as duty_kind,
        min(aspect) as aspect,
        min(target) as target,
        min(unit_of_measure) as unit_of_measure,
        min(weight) as weight,
        cast(count(*) as integer) as persons,
        {% for status in ['met', 'not_met', 'no_data'] %}
        cast(sum(case when status = '{{ status }}' then 1 else 0 end) as integer) as persons_{{ status }},
        {% endfor %}
        avg(cast(achievement as decimal(18, 4))) as achievement_mean
    from standards
    group by agency_code, position_key, year, indicator

)

select
    {{ surrogate_key(['counted.agency_code', 'counted.position_key', 'counted.year', 'counted.indicator']) }}
        as worksheet_key,
    counted.agency_code,
    counted.position_key,
    positions.position_name,
    counted.year,
    cast({{ dbt.concat(["cast(counted.year as " ~ dbt.type_string() ~ ")", "'-01-01'"]) }} as date) as period_start,
    cast({{ dbt.concat(["cast(counted.year as " ~ dbt.type_string() ~ ")", "'-12-31'"]) }} as date) as period_end,
    counted.indicator,
    counted.duty_kind,
    counted.aspect,
    counted.target,
    counted.unit_of_measure,
    counted.weight,
    counted.persons,
    counted.persons_met,
    counted.persons_not_met,
    counted.persons_no_data,
    {{ share('counted.persons_met', '(counted.persons_met + counted.persons_not_met)') }} as met_share,
    {{ measure('counted.achievement_mean', 4) }} as achievement_mean,
    case
        when counted.persons_met + counted.persons_not_met = 0 then 'no_data'
        when counted.persons_not_met = 0 then 'met'
        when counted.persons_met = 0 then 'not_met'
        else 'partly'
    end as standard_status,
    coalesce(holders.holders, 0) as holders,
    -- No delivered file states how many the position needs (analisis beban kerja): not known is not zero.
    cast(null as integer) as needed_persons
from counted
inner join positions on counted.position_key = positions.position_key
left join holders on counted.agency_code = holders.agency_code and counted.position_key = holders.position_key
