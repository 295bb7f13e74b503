"""One unit: its months, positions and people."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def one(marts: Marts, unit_key: str) -> dict[str, Any] | None:
    """One unit with its agency's name, or None where it does not exist or is outside the viewer's scope."""
    return marts.one(
        """
        select u.*, a.agency_name
        from dim_unit as u
        inner join dim_agency as a on a.agency_code = u.agency_code
        where u.unit_key = $unit_key
        """,
        unit_key=unit_key,
    )


def months(marts: Marts, unit_key: str, month: date, months: int = 24) -> pa.Table:
    """The unit's months up to `month`, earliest first: all measures of fct_unit_month."""
    return marts.table(
        """
        select *
        from fct_unit_month
        where unit_key = $unit_key and month <= $month and month > cast($month - to_months($months) as date)
        order by month
        """,
        unit_key=unit_key,
        month=month,
        months=months,
    )


def positions(marts: Marts, unit_key: str, month: date) -> pa.Table:
    """Positions of the unit: name, staff in post, mean achievement and share of standards met this year."""
    return marts.table(
        """
        with staff as (
            select position_key, position_name, count(*) as staff
            from dim_employee
            where unit_key = $unit_key and is_active
            group by position_key, position_name
        ),

        standards as (
            select e.position_key, avg(s.achievement) as achievement, avg(cast(s.status = 'met' as double)) as met
            from fct_person_standard as s
            inner join dim_employee as e on e.person_key = s.person_key
            where e.unit_key = $unit_key and s.year = year($month) and s.status <> 'no_data'
            group by e.position_key
        )

        select staff.position_key, staff.position_name, staff.staff, standards.achievement, standards.met
        from staff
        left join standards on standards.position_key = staff.position_key
        order by staff.staff desc, staff.position_name
        """,
        unit_key=unit_key,
        month=month,
    )


def people(marts: Marts, unit_key: str, month: date) -> pa.Table:
    """The unit's active staff with the official appraisal whose period ends in `month`, if any."""
    return marts.table(
        """
        select
            e.person_key, e.person_name, e.position_name, e.employment_status, e.rhythm,
            f.predikat, f.result_rating, f.behaviour_rating, f.rater_name, f.is_matrix_consistent
        from dim_employee as e
        left join fct_appraisal as f
            on f.person_key = e.person_key and f.month = $month and f.is_official
        where e.unit_key = $unit_key and e.is_active
        order by f.predikat_rank nulls last, e.person_name
        """,
        unit_key=unit_key,
        month=month,
    )
