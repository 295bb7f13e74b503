"""One person: appraisals, the position's standard with achievement, training."""

from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def one(marts: Marts, person_key: str) -> dict[str, Any] | None:
    """One employee with agency and unit names, or None where unknown or outside the viewer's scope."""
    return marts.one(
        """
        select e.*, a.agency_name, u.unit_name
        from dim_employee as e
        inner join dim_agency as a on a.agency_code = e.agency_code
        left join dim_unit as u on u.unit_key = e.unit_key
        where e.person_key = $person_key
        """,
        person_key=person_key,
    )


def appraisals(marts: Marts, person_key: str) -> pa.Table:
    """The person's official appraisals, latest first, delivered beside recomputed."""
    return marts.table(
        """
        select
            period_start, period_end, period_kind, month, scheme, result_rating, behaviour_rating,
            predikat_delivered, predikat_computed, predikat, predikat_rank, is_matrix_consistent,
            behaviour_1, behaviour_2, behaviour_3, behaviour_4, behaviour_5, behaviour_6, behaviour_7,
            rater_name, rated_at, reported_on, nip_repaired, batch_id, source_row
        from fct_appraisal
        where person_key = $person_key and is_official
        order by period_end desc, period_start desc
        """,
        person_key=person_key,
    )


def behaviour_band(marts: Marts, unit_key: str) -> dict[str, Any] | None:
    """Mean of the unit's behaviour items over the latest 12 months: behaviour_1 … behaviour_7 and persons."""
    return marts.one(
        """
        select
            avg(behaviour_1) as behaviour_1, avg(behaviour_2) as behaviour_2, avg(behaviour_3) as behaviour_3,
            avg(behaviour_4) as behaviour_4, avg(behaviour_5) as behaviour_5, avg(behaviour_6) as behaviour_6,
            avg(behaviour_7) as behaviour_7, count(distinct person_key) as persons
        from fct_appraisal
        where
            unit_key = $unit_key
            and is_official
            and month > (select max(month) - to_months(12) from fct_province_month where is_current)
        """,
        unit_key=unit_key,
    )


def standards(marts: Marts, person_key: str, year: int) -> pa.Table:
    """The position's standard for the year and what the person reached: one row per indicator."""
    return marts.table(
        """
        select indicator, duty_kind, aspect, target, unit_of_measure, weight, realisation, achievement, status,
            batch_id, source_row
        from fct_person_standard
        where person_key = $person_key and year = $year
        order by case duty_kind when 'main' then 1 when 'additional' then 2 else 3 end, indicator
        """,
        person_key=person_key,
        year=year,
    )


def trainings(marts: Marts, person_key: str) -> pa.Table:
    """The person's courses, latest first: started_on, course, organiser, hours (JP), competence."""
    return marts.table(
        """
        select started_on, course, organiser, hours, competence, batch_id, source_row
        from fct_training
        where person_key = $person_key
        order by started_on desc
        """,
        person_key=person_key,
    )
