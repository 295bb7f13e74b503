{% macro covered_periods(rated) -%}
    {#-
        CTE `covered`: the appraisals of the CTE `rated` that lie within a longer one of the same person. A yearly
        evaluation stands for the periods within it.
    -#}
covered as (

    select distinct shorter.appraisal_key
    from {{ rated }} as shorter
    inner join {{ rated }} as longer
        on
            shorter.person_key = longer.person_key
            and shorter.months < longer.months
            and shorter.period_start >= longer.period_start and shorter.period_end <= longer.period_end
    where longer.months > 1

)
{%- endmacro %}
