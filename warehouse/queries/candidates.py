"""Candidates: whom to recognise or coach, the clauses behind each proposal, and raters to talk with."""

import pyarrow as pa

from warehouse.marts import Marts


def listing(marts: Marts, agency_code: str | None, kind: str | None, *, proposed: bool) -> pa.Table:
    """Current cases of an agency (None: all) and kind, proposed or held back: person, agency, unit, position, period, evidence."""
    return marts.table(
        """
        select
            c.person_key, e.person_name, a.short_name, u.unit_name, e.position_name, c.kind, c.month, c.period_start, c.period_end,
            c.proposal, c.opening_clause, c.blocking_clause, c.conditions, c.conditions_met, c.best_run, c.low_periods, c.fall_steps
        from fct_candidate as c
        inner join dim_employee as e on e.person_key = c.person_key
        inner join dim_agency as a on a.agency_code = c.agency_code
        left join dim_unit as u on u.unit_key = c.unit_key
        where
            c.is_current and c.is_proposed = $proposed
            and ($agency is null or c.agency_code = $agency)
            and ($kind is null or c.kind = $kind)
        order by c.kind desc, a.sort_order, c.best_run desc, c.low_periods desc, e.person_name
        """,
        proposed=proposed,
        agency=agency_code,
        kind=kind,
    )


def counts(marts: Marts) -> dict[str, int]:
    """Current cases the viewer may see: recognition and coaching proposed, held_back."""
    found = marts.one(
        """
        select
            count(*) filter (is_proposed and kind = 'recognition') as recognition,
            count(*) filter (is_proposed and kind = 'coaching') as coaching,
            count(*) filter (not is_proposed) as held_back
        from fct_candidate
        where is_current
        """
    )
    return dict(found or {})


def agencies(marts: Marts) -> dict[str, str]:
    """Agencies with a current case: code → name, in the order of the government."""
    rows = marts.table(
        """
        select distinct a.agency_code, a.agency_name, a.sort_order
        from fct_candidate as c
        inner join dim_agency as a on a.agency_code = c.agency_code
        where c.is_current
        order by a.sort_order
        """
    ).to_pylist()
    return {row["agency_code"]: row["agency_name"] for row in rows}


def raters(marts: Marts, agency_code: str | None) -> pa.Table:
    """Raters with a flag in the year of the data month: persons rated, shares, gap from the agency's others, repeated pairs."""
    return marts.table(
        """
        select
            r.rater_key, r.rater_name, a.short_name, r.year, r.persons, r.share_sangat_baik, r.share_baik,
            r.gap_points, r.gap_z, r.same_share, r.is_lenient, r.is_severe, r.is_copying
        from fct_rater_year as r
        inner join dim_agency as a on a.agency_code = r.agency_code
        where
            (r.is_lenient or r.is_severe or r.is_copying)
            and r.year = (select year(max(month)) from fct_province_month where is_current)
            and ($agency is null or r.agency_code = $agency)
        order by abs(r.gap_z) desc
        """,
        agency=agency_code,
    )
