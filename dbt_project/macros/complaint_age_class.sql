{#- Age class of an open complaint in working days; the bounds are the legal limits (5, 14, 60) and their half-ways. -#}
{% macro complaint_age_class(age, order=false) -%}
    {%- set classes = [
        (5, 'Sampai 5 hari kerja'),
        (14, '6–14 hari kerja'),
        (30, '15–30 hari kerja'),
        (60, '31–60 hari kerja'),
    ] -%}
    case
        when {{ age }} is null then null
        {%- for bound, label in classes %}
        when {{ age }} <= {{ bound }} then {{ loop.index if order else "'" ~ label ~ "'" }}
        {%- endfor %}
        else {{ classes | length + 1 if order else "'Lebih dari 60 hari kerja'" }}
    end
{%- endmacro %}
