with employees as (

    select * from {{ ref('int_employee_month') }} where is_active

),

latest as (

    select * from {{ ref('int_employee_latest') }}

),

words as (

    select * from {{ ref('education_word') }}

),

data_month as (

    select * from {{ ref('int_data_month') }}

),

-- Staff of the year's last month, in the running year of the data month.
members as (

    select
        employees.*,
        cast({{ dbt.date_trunc('year', 'employees.month') }} as date) as year_start
    from employees
    cross join data_month
    where
        employees.month <= data_month.month
        and (extract(month from employees.month) = 12 or employees.month = data_month.month)

),

-- "Diploma III/Sarjana Muda" begins with diploma iii: the words stand at the beginning, the longest counts.
educations as (

    select
        latest.education_alias,
        words.education_level,
        row_number() over (partition by latest.education_alias order by length(words.word) desc, words.word) as place
    from (select distinct education_alias from latest) as latest
    inner join words
        on {{ dbt.concat(["latest.education_alias", "' '"]) }} like {{ dbt.concat(["words.word", "' %'"]) }}

)

select
    members.person_key,
    members.year_start,
    members.agency_code,
    members.position_kind,
    case
        when members.position_kind in ('jpt', 'administrator', 'pengawas') then 'structural'
        when members.position_kind like 'fungsional%' then 'functional'
        else 'executive'
    end as position_group,
    educations.education_level
from members
left join latest on members.person_key = latest.person_key
left join educations on latest.education_alias = educations.education_alias and educations.place = 1
