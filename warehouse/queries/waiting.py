"""Waiting: which superiors still owe ratings, and who rated in place of whom."""

from datetime import date

import pyarrow as pa

from warehouse.marts import Marts


def superiors(marts: Marts, agency_code: str, month: date) -> pa.Table:
    """Superiors with due staff not rated in the month, most first: names, waiting and due persons, since when."""
    return marts.table(
        """
        select
            superior_person_key, superior_name, superior_position_name, waiting_persons, due_persons, since_month,
            months_waiting, deadline, days_overdue
        from fct_waiting
        where agency_code = $agency_code and month = $month
        order by waiting_persons desc, months_waiting desc, superior_name
        """,
        agency_code=agency_code,
        month=month,
    )


def records(marts: Marts, person_key: str) -> pa.Table:
    """Stretches of months in which somebody else than the listed superior rated a person, latest first."""
    return marts.table(
        """
        select first_month, last_month, rated_months, superior_name, rater_name, is_acting, record_reason
        from fct_superior_of_record
        where person_key = $person_key
        order by last_month desc
        """,
        person_key=person_key,
    )
