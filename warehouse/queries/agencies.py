"""Agencies: the list of all and the months of one."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def listing(marts: Marts, month: date) -> pa.Table:
    """Every agency in one month: names, kind, staff, coverage, IKM with interval, pattern, lateness, complaints."""
    return marts.table(
        """
        select
            a.agency_code, a.agency_name, a.short_name, a.agency_kind, a.sort_order,
            m.active_employees, m.due_employees, m.rated_employees, m.coverage, m.is_withheld, m.coverage_floor,
            m.ikm, m.ikm_low, m.ikm_high, m.ikm_n, m.ikm_class, m.ikm_versus_province, m.ikm_change_12m,
            m.ikm_change_is_clear,
            m.organisation_predikat, m.pattern_status, m.pattern_excess_persons, m.pattern_limit, m.pattern_class,
            m.share_sangat_kurang, m.share_kurang, m.share_butuh_perbaikan, m.share_baik, m.share_sangat_baik,
            m.reported, m.reported_on, m.deadline, m.is_late, m.days_late,
            m.achievement_mean, m.complaints_open, m.complaints_over_limit
        from fct_agency_month as m
        inner join dim_agency as a on a.agency_code = m.agency_code
        where m.month = $month
        order by a.sort_order
        """,
        month=month,
    )


def names(marts: Marts) -> list[dict[str, Any]]:
    """Agencies the viewer may see: agency_code, agency_name, short_name, agency_kind."""
    return marts.rows(
        "select agency_code, agency_name, short_name, agency_kind from dim_agency order by sort_order"
    )


def one(marts: Marts, agency_code: str) -> dict[str, Any] | None:
    """One agency of dim_agency, or None where it does not exist or is outside the viewer's scope."""
    return marts.one("select * from dim_agency where agency_code = $agency_code", agency_code=agency_code)


def months(marts: Marts, agency_code: str, month: date, months: int = 24) -> pa.Table:
    """One agency's months up to `month`, earliest first: all measures of fct_agency_month."""
    return marts.table(
        """
        select *
        from fct_agency_month
        where
            agency_code = $agency_code
            and month <= $month
            and month > cast($month - to_months($months) as date)
        order by month
        """,
        agency_code=agency_code,
        month=month,
        months=months,
    )


def peers(marts: Marts, agency_code: str, month: date) -> pa.Table:
    """The agency and its peer group in one month, for the distribution against the pattern; the agency first."""
    return marts.table(
        """
        select
            a.agency_code, a.agency_name, a.short_name, m.rated_employees, m.coverage, m.is_withheld,
            m.organisation_predikat, m.pattern_status, m.pattern_excess_persons, m.pattern_limit, m.pattern_class,
            m.share_sangat_kurang, m.share_kurang, m.share_butuh_perbaikan, m.share_baik, m.share_sangat_baik
        from fct_agency_month as m
        inner join dim_agency as a on a.agency_code = m.agency_code
        where
            m.month = $month
            and m.rated_employees > 0
            and a.peer_group = (select peer_group from dim_agency where agency_code = $agency_code)
        order by a.agency_code <> $agency_code, a.sort_order
        """,
        agency_code=agency_code,
        month=month,
    )


def units(marts: Marts, agency_code: str, month: date) -> pa.Table:
    """An agency's units in one month: names, staff, coverage, shares where judged, achievement, IKM."""
    return marts.table(
        """
        select
            u.unit_key, u.unit_name, u.unit_kind, m.active_employees, m.due_employees, m.rated_employees,
            m.coverage, m.is_withheld, m.is_judged, case when m.is_judged then m.share_baik end as share_baik,
            case when m.is_judged then m.share_sangat_baik end as share_sangat_baik, m.achievement_mean,
            m.ikm, m.ikm_low, m.ikm_high, m.ikm_n
        from dim_unit as u
        inner join fct_unit_month as m on m.unit_key = u.unit_key and m.month = $month
        where u.agency_code = $agency_code
        order by m.active_employees desc, u.unit_name
        """,
        agency_code=agency_code,
        month=month,
    )
