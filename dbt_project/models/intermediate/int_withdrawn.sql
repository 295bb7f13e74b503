with batches as (

    select * from {{ ref('stg_batches') }} where is_province and status = 'loaded'

),

full_sources as (

    select source from batches where is_full group by source

),

candidates as (

    select batches.*
    from batches
    inner join full_sources on batches.source = full_sources.source

),

scopes as (

    {{ stated_scopes() }}

),

-- A scope without a name is that of the file's agency. Tables of one file never withdraw each other.
stated as (

    select
        scopes.*,
        candidates.file_version < max(case when candidates.is_full then candidates.file_version end) over (
            partition by
                scopes.dataset, candidates.source,
                coalesce(nullif(nullif(scopes.scope, '-'), ''), nullif(candidates.agency_alias, '')),
                scopes.scope_start, scopes.scope_end
        ) as is_withdrawn
    from scopes
    inner join candidates on scopes.batch_id = candidates.batch_id
    where
        coalesce(nullif(nullif(scopes.scope, '-'), ''), nullif(candidates.agency_alias, '')) is not null
        and scopes.scope_start is not null and scopes.scope_end is not null

)

select
    dataset,
    batch_id,
    scope,
    scope_start,
    scope_end,
    case when dataset <> 'standards' then {{ month_start('cast(scope_end as date)') }} end as month
from stated
where is_withdrawn
