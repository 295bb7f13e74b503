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


def latest_ikm(marts: Marts, government: str, agency_code: str | None = None) -> dict[str, Any] | None:
    """IKM of a government (or one agency): the rolling 12 months to the latest month end, else over all answers.

    The province's rolling year ends at the release's data month; other governments sent one file, so all of it counts.
    """
    return marts.one(
        """
        select s.*
        from fct_service_ikm as s
        cross join dim_build as b
        where
            s.government = $government
            and s.level = case when cast($agency_code as varchar) is null then 'government' else 'agency' end
            and s.agency_code is not distinct from cast($agency_code as varchar)
            and (
                (s.is_province and s.period_kind = 'rolling' and s.period_end <= last_day(b.data_month))
                or (not s.is_province and s.period_kind = 'all')
            )
        order by s.period_end desc
        limit 1
        """,
        government=government,
        agency_code=agency_code,
    )


def elements(ikm: dict[str, Any] | None, labels: dict[str, str]) -> list[dict[str, Any]]:
    """The nine element means of one IKM row as chart rows: label, nrr (1–4)."""
    if ikm is None or ikm["nrr_1"] is None:
        return []
    return [{"label": labels.get(f"u{i}", f"U{i}"), "nrr": ikm[f"nrr_{i}"]} for i in range(1, 10)]


def services(
    marts: Marts, government: str, period_kind: str, period_end: date | None, agency_code: str | None = None
) -> pa.Table:
    """Service units' IKM for one period: unit, agency, answers, IKM with interval, class, sample needed, is_shown."""
    return marts.table(
        """
        select
            s.agency_code, a.agency_name, s.unit_key, s.unit_name, s.respondents, s.complete_respondents,
            s.ikm, s.ikm_low, s.ikm_high, s.ikm_class, s.sample_needed, s.population, s.is_shown, s.ikm_delivered
        from fct_service_ikm as s
        left join dim_agency as a on a.agency_code = s.agency_code
        where
            s.government = $government and s.level = 'unit' and s.period_kind = $period_kind
            and s.period_end is not distinct from cast($period_end as date)
            and (cast($agency_code as varchar) is null or s.agency_code = $agency_code)
        order by s.ikm nulls last
        """,
        government=government,
        period_kind=period_kind,
        period_end=period_end,
        agency_code=agency_code,
    )


def ikm_years(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """A government's (or one agency's) IKM year by year: period_start, respondents, ikm, ikm_low, ikm_high, ikm_class, ikm_weight_011."""
    return marts.table(
        """
        select period_start, period_end, respondents, ikm, ikm_low, ikm_high, ikm_class, ikm_weight_011
        from fct_service_ikm
        where
            government = $government and period_kind in ('year', 'all')
            and level = case when cast($agency_code as varchar) is null then 'government' else 'agency' end
            and agency_code is not distinct from cast($agency_code as varchar)
        order by period_kind, period_start
        """,
        government=government,
        agency_code=agency_code,
    )


def complaint_classes(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """Complaints by class and status group: complaint_class, status_group, complaints, over_limit, limit_days."""
    return marts.table(
        """
        select
            complaint_class, status_group, count(*) as complaints,
            count(*) filter (where is_over_limit) as over_limit, max(limit_days) as limit_days
        from fct_complaint
        where government = $government and (cast($agency_code as varchar) is null or agency_code = $agency_code)
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
        where government = $government and (cast($agency_code as varchar) is null or agency_code = $agency_code)
        group by status, status_group
        order by count(*) desc, status
        """,
        government=government,
        agency_code=agency_code,
    )


def complaint_ages(marts: Marts, government: str, agency_code: str | None = None) -> pa.Table:
    """Open complaints by age in working days: label, is_over_limit, count, in the order of age."""
    return marts.table(
        """
        select age_class as label, age_order, is_over_limit, count(*) as count
        from fct_complaint
        where
            government = $government and status_group = 'open'
            and (cast($agency_code as varchar) is null or agency_code = $agency_code)
        group by age_class, age_order, is_over_limit
        order by age_order, is_over_limit
        """,
        government=government,
        agency_code=agency_code,
    )


def ikm_classes(marts: Marts) -> list[dict[str, Any]]:
    """The IKM classes in force: ikm_class (A–D), lower_bound (25–100)."""
    return marts.rows(
        "select ikm_class, lower_bound from dim_ikm_class where valid_to is null order by ikm_class"
    )
