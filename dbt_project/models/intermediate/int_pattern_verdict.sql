with ratings as (

    select * from {{ ref('int_agency_month_rating') }}

),

organisation as (

    select * from {{ ref('int_organisation_rating') }}

),

clauses as (

    select * from {{ ref('int_pattern_sentence') }}

),

by_agency as (

    select
        agency_code,
        month,
        max(case when is_main then predikat_1 end) as pattern_class,
        max(case when is_main then coalesce(max_share, min_share) end) as pattern_limit,
        max(case when is_violated then 1 else 0 end) = 1 as is_violated,
        greatest(sum(surplus), sum(deficit), max(short_of_largest)) as excess_persons,
        {{ dbt.listagg('case when is_violated then sentence end', "' '", 'order by clause') }} as violations,
        max(case when is_main then sentence end) as main_sentence
    from clauses
    group by agency_code, month

),

judged as (

    select
        ratings.*,
        organisation.organisation_predikat,
        organisation.organisation_period_end,
        by_agency.pattern_class,
        by_agency.pattern_limit,
        by_agency.excess_persons,
        by_agency.violations,
        by_agency.main_sentence,
        case
            when organisation.organisation_predikat is null then 'no_organisation_predikat'
            when ratings.is_withheld or ratings.rated_employees < ratings.judged_minimum then 'not_judged'
            when by_agency.pattern_class is null then 'not_judged'
            when by_agency.is_violated then 'violates'
            else 'complies'
        end as pattern_status
    from ratings
    left join organisation on ratings.agency_code = organisation.agency_code and ratings.month = organisation.month
    left join by_agency on ratings.agency_code = by_agency.agency_code and ratings.month = by_agency.month

)

select
    agency_code,
    month,
    organisation_predikat,
    organisation_period_end,
    pattern_class,
    cast(pattern_limit as double) as pattern_limit,
    pattern_status,
    cast(case when pattern_status in ('complies', 'violates') then excess_persons end as integer)
        as pattern_excess_persons,
    case
        when pattern_status = 'no_organisation_predikat' then 'Predikat organisasi untuk bulan ini belum ada.'
        when pattern_status = 'violates' then violations
        when pattern_status = 'complies' then main_sentence
        when rated_employees = 0 then 'Tidak dinilai: belum ada penilaian pegawai.'
        when is_withheld then 'Tidak dinilai: cakupan penilaian di bawah batas.'
        when rated_employees < judged_minimum
            then
                'Tidak dinilai: baru ' || {{ indonesian_number('rated_employees') }}
                || ' pegawai dinilai, paling sedikit ' || {{ indonesian_number('judged_minimum') }} || '.'
        else 'Tidak dinilai: pola distribusi belum berlaku pada bulan ini.'
    end as pattern_reason
from judged
