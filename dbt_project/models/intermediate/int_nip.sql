with persons as (

    select * from {{ ref('stg_state_persons') }}

),

employees as (

    select * from {{ ref('stg_employees') }}

),

batches as (

    select * from {{ ref('stg_batches') }} where is_province

),

roster as (

    select distinct employees.nip
    from employees
    inner join batches on employees.batch_id = batches.batch_id
    where substr(employees.nip, 16, 3) <> '000'

),

-- A spreadsheet keeps 15 digits and writes 000: the roster restores the rest where only one person fits.
damaged as (

    select
        {{ dbt.concat(["substr(nip, 1, 15)", "'000'"]) }} as delivered_nip,
        max(nip) as nip
    from roster
    group by substr(nip, 1, 15)
    having count(*) = 1

),

delivered as (

    select nip as delivered_nip, nip, false as is_repaired from roster
    union all
    select delivered_nip, nip, true as is_repaired from damaged
    union all
    select persons.nip as delivered_nip, persons.nip, false as is_repaired
    from persons
    left join roster on persons.nip = roster.nip
    left join damaged on persons.nip = damaged.delivered_nip
    where roster.nip is null and damaged.delivered_nip is null

)

select
    delivered.delivered_nip,
    delivered.nip,
    persons.person_key,
    delivered.is_repaired,
    roster.nip is not null as in_roster
from delivered
left join persons on delivered.nip = persons.nip
left join roster on delivered.nip = roster.nip
