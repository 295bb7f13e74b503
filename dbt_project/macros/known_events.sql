{% macro known_events(events, keys, day, where='true') -%}
    {#-
        CTE `known`: events of persons (a course, an award, a punishment) with person, agency and version; 1 is the latest of
        the events with one NIP and one set of `keys`. Reads the import CTEs `events`, batches, nips, members, employees.
        The agency is the one of the month of `day`; before the first staff list, today's.
    -#}
versions as (

    select
        {{ events }}.*,
        nips.person_key,
        coalesce(nips.in_roster, false) as in_roster,
        row_number() over (
            partition by coalesce(nips.nip, {{ events }}.nip){% for key in keys %}, {{ events }}.{{ key }}{% endfor %}
            order by {{ latest_first('batches') }}
        ) as version
    from {{ events }}
    inner join batches on {{ events }}.batch_id = batches.batch_id
    left join nips on {{ events }}.nip = nips.delivered_nip
    where {{ where }}

),

known as (

    select
        versions.*,
        coalesce(members.agency_code, employees.agency_code) as agency_code,
        employees.employment_status
    from versions
    left join members on versions.person_key = members.person_key and {{ month_start('versions.' ~ day) }} = members.month
    left join employees on versions.person_key = employees.person_key

)
{%- endmacro %}
