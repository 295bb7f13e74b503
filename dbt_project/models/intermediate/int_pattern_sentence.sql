with clauses as (

    select * from {{ ref('int_pattern_clause') }}

),

labels as (

    select * from {{ ref('label') }} where kind = 'predikat'

),

named as (

    select
        clauses.*,
        first_class.label_id || coalesce(' atau ' || second_class.label_id, '') as class_name,
        clauses.surplus > 0 or clauses.deficit > 0 or coalesce(clauses.short_of_largest, 0) > 0 as is_violated,
        {{ indonesian_number('clauses.persons') }} || ' dari ' || {{ indonesian_number('clauses.rated_employees') }}
        || ' pegawai berpredikat ' as persons_of_rated
    from clauses
    inner join labels as first_class on clauses.predikat_1 = first_class.code
    left join labels as second_class on clauses.predikat_2 = second_class.code

)

select
    agency_code,
    month,
    clause,
    predikat_1,
    is_main,
    max_share,
    min_share,
    surplus,
    deficit,
    short_of_largest,
    is_violated,
    case
        when most = 0 and persons > 0
            then persons_of_rated || class_name || ', seharusnya tidak ada.'
        when most is not null and (surplus > 0 or coalesce(short_of_largest, 0) = 0)
            then persons_of_rated || class_name || ', paling banyak ' || {{ indonesian_number('most') }} || '.'
        when short_of_largest > 0
            then persons_of_rated || class_name || ', seharusnya kelas terbesar.'
        when persons = 0
            then
                'Belum ada pegawai berpredikat ' || class_name
                || ', paling sedikit ' || {{ indonesian_number('fewest') }} || '.'
        else persons_of_rated || class_name || ', paling sedikit ' || {{ indonesian_number('fewest') }} || '.'
    end as sentence
from named
