{# Disclosure control of the public cube. What each macro promises is tested on the built tables (tests/disclosure_*.sql). #}

{% macro disclosure_limits() -%}
    {#- One row: the limits in force on the day of publication, for all periods: they protect today's readers' view of people. -#}
    select
        {{ rule_value('public_minimum', dbt.type_int()) }} as public_minimum,
        {{ rule_value('ikm_minimum', dbt.type_int()) }} as ikm_minimum,
        {{ rule_value('distribution_minimum', dbt.type_int()) }} as distribution_minimum,
        {{ rule_value('merge_minimum', dbt.type_int()) }} as merge_minimum,
        {{ rule_value('one_class_share') }} as one_class_share,
        max(build.as_of) as as_of,
        max(build.data_month) as data_month
    from {{ ref('dim_rule') }} as int_rule
    inner join {{ ref('dim_build') }} as build
        on int_rule.valid_from <= build.as_of and (int_rule.valid_to is null or int_rule.valid_to >= build.as_of)
{%- endmacro %}

{% macro rounded_count(number) -%}
    {#- Persons and complaints to the nearest 5. -#}
    cast({{ round_half_up(number ~ ' / 5.0') }} * 5 as {{ dbt.type_int() }})
{%- endmacro %}

{% macro rounded_share(part, whole) -%}
    {#- Steps of 5 %; 0.05 says "at most 5 %" and 0.95 "at least 95 %". -#}
    case
        when {{ part }} is not null and {{ whole }} > 0
            then cast(
                least(greatest({{ round_half_up('20.0 * ' ~ part ~ ' / nullif(' ~ whole ~ ', 0)') }}, 1), 19)
                * cast(0.05 as decimal(3, 2)) as double
            )
    end
{%- endmacro %}

{% macro complement(name, relation, parent, whole, part, reason, limit, order) -%}
    {#- Two CTEs that end in `name`: where the parent's `whole` less the shown parts leaves 1 to limit − 1, the smallest shown
        part is hidden too. One is enough: it has at least `limit` itself. `reason` names the new column's sources:
        [reason so far, reason after]. -#}
    {%- set before, after = reason -%}
    {{ name }}_ranked as (

        select
            *,
            {{ whole }} - sum(case when {{ before }} is null then {{ part }} else 0 end)
                over (partition by {{ parent | join(', ') }}) as {{ after }}_rest,
            row_number() over (
                partition by {{ parent | join(', ') }}, case when {{ before }} is null then 1 else 0 end
                order by {{ part }}, {{ order }}
            ) as {{ after }}_place
        from {{ relation }}

    ),

    {{ name }} as (

        select
            *,
            case
                when {{ before }} is not null then {{ before }}
                when {{ after }}_rest > 0 and {{ after }}_rest < {{ limit }} and {{ after }}_place = 1 then 'complement'
            end as {{ after }}
        from {{ name }}_ranked

    )
{%- endmacro %}
