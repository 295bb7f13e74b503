"""Citizens' feedback: satisfaction surveys and complaints."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def governments(marts: Marts) -> list[str]:
    """Governments that have surveys or complaints in the release, the province first."""
    rows = marts.rows(
        """
        select government, bool_or(is_province) as is_province
        from (
            select government, is_province from fct_service_ikm
            union all
            select government, is_province from fct_complaint
        ) as seen
        group by government
        order by bool_or(is_province) desc, government
        """
    )
    return [row["government"] for row in rows]


def government_ikm(marts: Marts, government: str, month_end: date | None) -> dict[str, Any] | None:
    """A government's rolling IKM at a month's end, or over all answers where `month_end` is None."""
    return marts.one(
        """
        select *
        from fct_service_ikm
        where
            government = $government and level = 'government'
            and (
                ($month_end is null and period_kind = 'all')
                or (period_kind = 'rolling' and period_end = $month_end)
            )
        """,
        government=government,
        month_end=month_end,
    )


def services(marts: Marts, government: str, month_end: date | None, agency_code: str | None = None) -> pa.Table:
    """Units' rolling (or, without month_end, whole) IKM: unit, agency, answers, IKM with interval, class."""
    return marts.table(
        """
        select
            s.agency_code, a.agency_name, s.unit_key, s.unit_name, s.respondents, s.complete_respondents,
            s.ikm, s.ikm_low, s.ikm_high, s.ikm_class, s.sample_needed, s.population, s.is_shown, s.ikm_delivered
        from fct_service_ikm as s
        left join dim_agency as a on a.agency_code = s.agency_code
        where
            s.government = $government and s.level = 'unit'
            and (
                ($month_end is null and s.period_kind = 'all')
                or (s.period_kind = 'rolling' and s.period_end = $month_end)
            )
            and ($agency_code is null or s.agency_code = $agency_code)
        order by s.ikm nulls last
        """,
        government=government,
        month_end=month_end,
        agency_code=agency_code,
    )


def ikm_years(marts: Marts, government: str) -> pa.Table:
    """A government's IKM year by year: period_start, respondents, ikm, ikm_low, ikm_high, ikm_class, ikm_weight_011."""
    return marts.table(
        """
        select period_start, period_end, respondents, ikm, ikm_low, ikm_high, ikm_class, ikm_weight_011
        from fct_service_ikm
        where government = $government and level = 'government' and period_kind in ('year', 'all')
        order by period_kind, period_start
        """,
        government=government,
    )


def complaint_classes(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """Complaints by class and status group: complaint_class, status_group, complaints, over_limit, limit_days."""
    return marts.table(
        """
        select
            complaint_class, status_group, count(*) as complaints,
            count(*) filter (where is_over_limit) as over_limit, max(limit_days) as limit_days
        from fct_complaint
        where government = $government and ($agency_code is null or agency_code = $agency_code)
        group by complaint_class, status_group
        order by complaint_class, status_group
        """,
        government=government,
        agency_code=agency_code,
    )


def complaint_statuses(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """Complaints by delivered status: status, status_group, complaints."""
    return marts.table(
        """
        select status, status_group, count(*) as complaints
        from fct_complaint
        where government = $government and ($agency_code is null or agency_code = $agency_code)
        group by status, status_group
        order by count(*) desc, status
        """,
        government=government,
        agency_code=agency_code,
    )


def complaint_ages(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """Open complaints by age in working days: age_class, is_over_limit, complaints, in the order of age."""
    return marts.table(
        """
        select age_class, age_order, is_over_limit, count(*) as complaints
        from fct_complaint
        where
            government = $government and status_group = 'open'
            and ($agency_code is null or agency_code = $agency_code)
        group by age_class, age_order, is_over_limit
        order by age_order, is_over_limit
        """,
        government=government,
        agency_code=agency_code,
    )
