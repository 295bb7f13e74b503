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


def behaviour(marts: Marts, person_key: str, unit_key: str) -> pa.Table:
    """The seven behaviour items over the 12 months to the data month: item (behaviour_1 … behaviour_7), person, unit (means), unit_persons."""
    return marts.table(
        """
        with recent as (
            select person_key, unit_key, behaviour_1, behaviour_2, behaviour_3, behaviour_4, behaviour_5, behaviour_6, behaviour_7
            from fct_appraisal
            where
                is_official
                and scheme = 'PERMENPANRB6_2022'
                and unit_key = $unit_key
                and month > (select max(month) - to_months(12) from fct_province_month where is_current)
        ),

        items as (
            unpivot recent
            on behaviour_1, behaviour_2, behaviour_3, behaviour_4, behaviour_5, behaviour_6, behaviour_7
            into name item value mark
        )

        select
            item,
            avg(mark) filter (where person_key = $person_key) as person,
            avg(mark) as unit,
            count(distinct person_key) as unit_persons
        from items
        group by item
        having count(*) filter (where person_key = $person_key) > 0
        order by item
        """,
        person_key=person_key,
        unit_key=unit_key,
    )


def matrix(marts: Marts) -> pa.Table:
    """The nine fields of the predikat matrix: result_rating, behaviour_rating, predikat."""
    return marts.table("select result_rating, behaviour_rating, predikat from dim_predikat_matrix")


def standards(marts: Marts, person_key: str, year: int) -> pa.Table:
    """The position's standard for the year and what the person reached: one row per indicator."""
    return marts.table(
        """
        select indicator, duty_kind, aspect, target, target_so_far, unit_of_measure, weight, realisation, achievement,
            status, batch_id, source_row
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


def history(marts: Marts, person_key: str) -> pa.Table:
    """Where the person has worked by the staff lists, latest first: spans of days with agency, unit, position, rank."""
    return marts.table(
        """
        select
            h.valid_from, h.valid_to, a.agency_name, u.unit_name, h.position_name, h.employment_status, h.rank, h.is_acting,
            s.person_name as superior_name
        from dim_employee_history as h
        inner join dim_agency as a on a.agency_code = h.agency_code
        left join dim_unit as u on u.unit_key = h.unit_key
        left join dim_employee as s on s.person_key = h.superior_person_key
        where h.person_key = $person_key
        order by h.valid_from desc
        """,
        person_key=person_key,
    )
