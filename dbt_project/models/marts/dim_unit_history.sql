with versions as (

    select * from {{ ref('int_unit_version') }}

),

units as (

    select * from {{ ref('int_unit') }}

),

-- The newest file of a day speaks for it. An abolished unit keeps its last state: an export of units may be a part.
daily as (

    select
        units.unit_key, units.agency_code,
        versions.unit_name, versions.unit_kind, versions.parent_id_alias, versions.region_code, versions.population,
        versions.listed_on, versions.batch_id, versions.source_row,
        row_number() over (
            partition by units.unit_key, versions.listed_on order by versions.version
        ) as place
    from versions
    inner join units
        on
            versions.unit_id_alias = units.unit_id_alias
            and coalesce(versions.stated_agency_code, units.agency_code) = units.agency_code

),

states as (

    select
        *,
        cast({{ dbt.dateadd('day', -1, 'lead(listed_on) over (partition by unit_key order by listed_on)') }} as date)
            as ends_on
    from daily
    where place = 1

),

{{ spans('states', ['unit_key'], [
    'agency_code', 'unit_name', 'unit_kind', 'parent_id_alias', 'region_code', 'population',
]) }}

select
    spans.unit_key,
    spans.valid_from,
    spans.valid_to,
    spans.valid_to is null as is_current,
    spans.agency_code,
    spans.unit_name,
    spans.unit_kind,
    parents.unit_key as parent_unit_key,
    spans.region_code,
    spans.population,
    latest.batch_id,
    latest.source_row
from spans
inner join states as latest on spans.unit_key = latest.unit_key and spans.last_listed_on = latest.listed_on
left join units as parents
    on spans.agency_code = parents.agency_code and spans.parent_id_alias = parents.unit_id_alias
