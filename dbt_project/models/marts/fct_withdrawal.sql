with withdrawn as (

    select * from {{ ref('int_withdrawn') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province and status = 'loaded'

),

int_rule as (

    select * from {{ ref('int_rule') }}

),

-- Sources of which some export has withdrawn something: only their rows are looked at.
sources as (

    select batches.dataset, batches.source
    from withdrawn
    inner join batches on withdrawn.batch_id = batches.batch_id
    group by batches.dataset, batches.source

),

candidates as (

    select batches.*
    from batches
    inner join sources on batches.dataset = sources.dataset and batches.source = sources.source

),

said as (

    {{ stated_scopes(with_key=true) }}

),

placed as (

    select
        said.dataset,
        candidates.source,
        coalesce(nullif(nullif(said.scope, '-'), ''), candidates.agency_alias) as scope,
        said.scope_start,
        said.scope_end,
        said.row_key,
        candidates.file_version,
        candidates.is_full,
        said.batch_id
    from said
    inner join candidates on said.batch_id = candidates.batch_id
    where said.row_key is not null and said.scope_start is not null

),

-- Each export that states a scope whole, and the one before it.
statements as (

    select
        *,
        lag(file_version) over (
            partition by dataset, source, scope, scope_start, scope_end
            order by file_version
        ) as version_before
    from (
        select dataset, source, scope, scope_start, scope_end, file_version, min(batch_id) as batch_id
        from placed
        where is_full and scope is not null
        group by dataset, source, scope, scope_start, scope_end, file_version
    ) as full_exports

),

-- What stood in the scope before it, and whether it has it too.
compared as (

    select
        statements.batch_id,
        placed.dataset,
        placed.scope,
        placed.scope_start,
        placed.scope_end,
        placed.row_key,
        max(case when placed.file_version < statements.file_version then 1 else 0 end) as was_there,
        max(case when placed.file_version = statements.file_version then 1 else 0 end) as is_there
    from statements
    inner join placed
        on
            statements.dataset = placed.dataset
            and statements.source = placed.source
            and statements.scope = placed.scope
            and statements.scope_start = placed.scope_start
            and statements.scope_end = placed.scope_end
            and statements.file_version >= placed.file_version
            and (statements.version_before is null or statements.version_before <= placed.file_version)
    group by
        statements.batch_id, placed.dataset, placed.scope, placed.scope_start, placed.scope_end, placed.row_key

),

counted as (

    select
        batch_id,
        sum(was_there) as rows_before,
        sum(case when was_there = 1 and is_there = 0 then 1 else 0 end) as rows_withdrawn
    from compared
    group by batch_id

),

in_force as (

    select
        batches.batch_id,
        {{ rule_value('withdrawal_share') }} as share,
        {{ rule_value('withdrawal_minimum') }} as minimum
    from batches
    inner join int_rule on {{ in_force('int_rule', 'batches.data_on') }}
    group by batches.batch_id

)

select
    counted.batch_id,
    cast(counted.rows_before as {{ dbt.type_int() }}) as rows_before,
    cast(counted.rows_withdrawn as {{ dbt.type_int() }}) as rows_withdrawn,
    coalesce(
        counted.rows_withdrawn > in_force.share * counted.rows_before
        and counted.rows_withdrawn >= in_force.minimum,
        false
    ) as is_unusual
from counted
left join in_force on counted.batch_id = in_force.batch_id
where counted.rows_withdrawn > 0
