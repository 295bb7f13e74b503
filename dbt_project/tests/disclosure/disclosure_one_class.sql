-- No shown distribution has one class, or the group it was joined to, with nearly everyone in it.
with limits as (

    {{ disclosure_limits() }}

),

shown as (

    select
        marts.agency_code, marts.month, marts.rated_employees, marts.n_sangat_baik, marts.n_baik,
        marts.n_butuh_perbaikan, marts.n_kurang, marts.n_sangat_kurang, cells.middle_group
    from {{ ref('pub_agency_month') }} as cells
    inner join {{ ref('fct_agency_month') }} as marts
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
        shown.n_sangat_baik, shown.n_baik, shown.n_butuh_perbaikan + shown.n_kurang + shown.n_sangat_kurang,
        case when shown.middle_group = 'baik_or_better' then shown.n_sangat_baik + shown.n_baik else 0 end,
        case when shown.middle_group = 'baik_or_worse' then shown.rated_employees - shown.n_sangat_baik else 0 end
    ) >= limits.one_class_share * shown.rated_employees
    -- A group of a few persons stands alone.
    or (shown.middle_group in ('baik', 'baik_or_worse') and shown.n_sangat_baik between 1 and limits.merge_minimum - 1)
    or (
        shown.middle_group in ('baik', 'baik_or_better')
        and shown.n_butuh_perbaikan + shown.n_kurang + shown.n_sangat_kurang between 1 and limits.merge_minimum - 1
    )
