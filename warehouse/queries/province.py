"""The province's months: the summary page's figures."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def months(marts: Marts) -> list[dict[str, Any]]:
    """Months to choose from, latest first: month, is_current, is_running, agencies_reported, agencies_total."""
    return marts.rows(
        """
        select month, is_current, is_running, agencies_reported, agencies_total
        from fct_province_month
        where is_current or is_running or agencies_reported > 0
        order by month desc
        """
    )


def month_figures(marts: Marts, month: date) -> dict[str, Any]:
    """All measures of fct_province_month of one of the release's `months`."""
    return marts.only("select * from fct_province_month where month = $month", month=month)


def trend(marts: Marts, month: date, months: int = 24) -> pa.Table:
    """The months up to `month`: month, coverage, ikm, ikm_low, ikm_high, ikm_n, pattern_complies, complaints_over_limit, shares."""
    return marts.table(
        """
        select
            month, coverage, ikm, ikm_low, ikm_high, ikm_n, pattern_complies, pattern_judged,
            complaints_over_limit, agencies_reported, agencies_total, share_sangat_baik, share_baik
        from fct_province_month
        where month <= $month and is_running = false
        order by month desc
        limit $months
        """,
        month=month,
        months=months,
    )


def reporting(marts: Marts, month: date, months: int = 12) -> pa.Table:
    """Agency × month up to `month`: agency_code, short_name, month, reported, coverage, is_late, days_late."""
    return marts.table(
        """
        select a.short_name, m.agency_code, m.month, m.reported, m.coverage, m.is_late, m.days_late
        from fct_agency_month as m
        inner join dim_agency as a on a.agency_code = m.agency_code
        where m.month <= $month and m.month > cast($month - to_months($months) as date)
        order by a.sort_order, m.month
        """,
        month=month,
        months=months,
    )


def running_month(marts: Marts) -> dict[str, Any] | None:
    """The month under way, if any agency has reported for it: month, agencies_reported, agencies_total."""
    return marts.one(
        """
        select month, agencies_reported, agencies_total
        from fct_province_month
        where is_running and agencies_reported > 0
        order by month desc
        limit 1
        """
    )
