{% macro complaint_counts() -%}
    {#- Counts of a public cell over fct_complaint rows. -#}
    count(*) as received,
    sum(case when complaints.status_group = 'open' then 1 else 0 end) as still_open,
    sum(case when complaints.status_group = 'closed' then 1 else 0 end) as closed,
    sum(case when complaints.is_over_limit then 1 else 0 end) as over_limit,
    sum(case when complaints.is_over_limit is not null then 1 else 0 end) as aged,
    case when count(*) < limits.public_minimum then 'few_persons' end as cell_reason
{%- endmacro %}

{% macro complaint_figures() -%}
    {#- The figures a cell shows: all hidden together, and the open ones also by themselves. -#}
    case when reason_hidden is null then {{ rounded_count('received') }} end as received,
    case when reason_hidden is null then {{ rounded_share('closed', 'received') }} end as closed_share,
    case
        when reason_hidden is null and (still_open >= public_minimum or still_open = 0)
            then {{ rounded_count('still_open') }}
    end as still_open,
    case when reason_hidden is null and aged >= public_minimum then {{ rounded_share('(aged - over_limit)', 'aged') }} end
        as share_within_limit
{%- endmacro %}
