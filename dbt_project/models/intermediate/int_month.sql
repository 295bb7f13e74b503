with build as (

    select * from {{ ref('int_build') }}

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

months as (

    select {{ month_series('first_month', 'last_month') }} as month
    from build

),

in_force as (

    select
        months.month,
        {{ rule_value('coverage_floor') }} as coverage_floor,
        {{ rule_value('judged_minimum', dbt.type_int()) }} as judged_minimum,
        {{ rule_value('ikm_minimum', dbt.type_int()) }} as ikm_minimum,
        {{ rule_value('public_minimum', dbt.type_int()) }} as public_minimum,
        {{ rule_value('report_deadline_day', dbt.type_int()) }} as report_deadline_day
    from months
    inner join int_rule on {{ in_force('int_rule', 'months.month') }}
    group by months.month

)

select
    month,
    {{ month_end('month') }} as month_end,
    cast({{ dbt.dateadd('day', 'report_deadline_day', month_end('month')) }} as date) as deadline,
    coverage_floor,
    judged_minimum,
    ikm_minimum,
    public_minimum
from in_force
