-- No shown distribution has one class, or the group it was joined to, with nearly everyone in it.
with limits as (

    {{ disclosure_limits() }}

),

shown as (

    select marts.*, cells.middle_group
    from {{ ref('pub_agency_month') }} as cells
    inner join
        (
            select
                agency_code, month, rated_employees, n_sangat_baik, n_baik, n_butuh_perbaikan, n_kurang, n_sangat_kurang
            from {{ ref('fct_agency_month') }}
        ) as marts
        on cells.agency_code = marts.agency_code and cells.month = marts.month
    where coalesce(cells.share_sangat_baik, cells.share_baik, cells.share_below_baik) is not null
    union all
    select
        'province', marts.month, marts.rated_employees, marts.n_sangat_baik, marts.n_baik, marts.n_butuh_perbaikan,
        marts.n_kurang, marts.n_sangat_kurang, cells.middle_group
    from {{ ref('pub_province_month') }} as cells
    inner join {{ ref('fct_province_month') }} as marts on cells.month = marts.month
    where coalesce(cells.share_sangat_baik, cells.share_baik, cells.share_below_baik) is not null

)

select shown.*
from shown
cross join limits
where
    shown.middle_group = 'all'
    or greatest(
        n_sangat_baik, n_baik, n_butuh_perbaikan + n_kurang + n_sangat_kurang,
        case when middle_group = 'baik_or_better' then n_sangat_baik + n_baik else 0 end,
        case when middle_group = 'baik_or_worse' then rated_employees - n_sangat_baik else 0 end
    ) >= limits.one_class_share * rated_employees
    -- A group of a few persons stands alone.
    or (middle_group in ('baik', 'baik_or_worse') and n_sangat_baik between 1 and limits.merge_minimum - 1)
    or (
        middle_group in ('baik', 'baik_or_better')
        and n_butuh_perbaikan + n_kurang + n_sangat_kurang between 1 and limits.merge_minimum - 1
    )
