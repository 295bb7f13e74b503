with employees as (

    select distinct position_key
    from {{ ref('stg_employees') }}
    where position_kind is null and position_key is not null

),

words as (

    select * from {{ ref('position_word') }}

)

-- No name ends in two of the words; the smallest kind keeps the result one row all the same.
select
    employees.position_key,
    min(words.position_kind) as position_kind
from employees
inner join words
    on employees.position_key like {{ dbt.concat(["'%'", "replace(words.word, ' ', '-')"]) }}
group by employees.position_key
