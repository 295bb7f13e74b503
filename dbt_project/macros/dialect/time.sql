{# What differs by engine about dates and time zones. #}

{% macro wib_date(utc_timestamp) -%}
    {#- The date in western Indonesia (UTC+7, no summer time) of a time stored in UTC. -#}
    {{ return(adapter.dispatch('wib_date', 'siger')(utc_timestamp)) }}
{%- endmacro %}

{% macro default__wib_date(utc_timestamp) -%}
    cast({{ utc_timestamp }} + interval '7' hour as date)
{%- endmacro %}

{% macro month_start(day) -%}
    cast({{ dbt.date_trunc('month', day) }} as date)
{%- endmacro %}

{% macro month_end(day) -%}
    cast({{ dbt.last_day(day, 'month') }} as date)
{%- endmacro %}

{% macro month_series(first, last) -%}
    {#- A select list item that yields one row per first day of a month from `first` to `last`. -#}
    {{ return(adapter.dispatch('month_series', 'siger')(first, last)) }}
{%- endmacro %}

{% macro default__month_series(first, last) -%}
    explode(sequence({{ first }}, {{ last }}, interval 1 month))
{%- endmacro %}

{% macro duckdb__month_series(first, last) -%}
    cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 month)) as date)
{%- endmacro %}

{% macro day_series(first, last) -%}
    {#- A select list item that yields one row per day from `first` to `last`. -#}
    {{ return(adapter.dispatch('day_series', 'siger')(first, last)) }}
{%- endmacro %}

{% macro default__day_series(first, last) -%}
    explode(sequence({{ first }}, {{ last }}, interval 1 day))
{%- endmacro %}

{% macro duckdb__day_series(first, last) -%}
    cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 day)) as date)
{%- endmacro %}

{% macro weekday(day) -%}
    {#- Monday 1 … Sunday 7. -#}
    {{ return(adapter.dispatch('weekday', 'siger')(day)) }}
{%- endmacro %}

{% macro default__weekday(day) -%}
    (weekday({{ day }}) + 1)
{%- endmacro %}

{% macro duckdb__weekday(day) -%}
    isodow({{ day }})
{%- endmacro %}

{% macro months_in(first_day, last_day) -%}
    {#- Months a period touches: January to June is 6. -#}
    ({{ dbt.datediff(first_day, last_day, 'month') }} + 1)
{%- endmacro %}

{% macro days_after(first_day, last_day) -%}
    cast({{ dbt.datediff(first_day, last_day, 'day') }} as integer)
{%- endmacro %}

{% macro months_after(day, count) -%}
    cast({{ dbt.dateadd('month', count, day) }} as date)
{%- endmacro %}
