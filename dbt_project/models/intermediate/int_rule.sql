with shipped as (

    select * from {{ ref('rule_value') }}

),

decided as (

    select * from {{ ref('stg_state_rules') }}

),

candidates as (

    select
        rule,
        value,
        valid_from,
        legal_source,
        cast(null as {{ dbt.type_string() }}) as decided_by,
        cast(null as {{ dbt.type_timestamp() }}) as decided_at
    from shipped
    union all
    select
        rule,
        value,
        valid_from,
        legal_source,
        decided_by,
        decided_at
    from decided

),

-- Two values for one day: the later decision stands, and any decision before what was shipped.
ordered as (

    select
        *,
        row_number() over (
            partition by rule, valid_from
            order by case when decided_by is null then 1 else 0 end, decided_at desc, value
        ) as place
    from candidates

),

described as (

    select
        rule,
        max(unit) as unit,
        max(label_id) as label_id,
        max(label_en) as label_en,
        max(case when editable then 1 else 0 end) = 1 as editable
    from shipped
    group by rule

)

select
    ordered.rule,
    ordered.value,
    described.unit,
    described.label_id,
    described.label_en,
    described.editable,
    ordered.valid_from,
    cast({{ dbt.dateadd('day', -1,
        'lead(ordered.valid_from) over (partition by ordered.rule order by ordered.valid_from)') }} as date) as valid_to,
    ordered.legal_source,
    ordered.decided_by
from ordered
inner join described on ordered.rule = described.rule
where ordered.place = 1
