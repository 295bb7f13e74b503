"""Judgements of one person: credit points, index of professionality, awards, punishments, proposals with their clauses."""

from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def credits(marts: Marts, person_key: str) -> pa.Table:
    """Credit points per official period, latest first, with level, percentage, coefficient and why there are none."""
    return marts.table(
        """
        select period_start, period_end, position_level, predikat, months, percentage, coefficient, credit, is_counted, reason
        from fct_credit
        where person_key = $person_key
        order by period_end desc, period_start desc
        """,
        person_key=person_key,
    )


def credit_year(marts: Marts, person_key: str) -> dict[str, Any] | None:
    """The latest year with credit points: year, months, credit."""
    return marts.one(
        "select year, months, credit from fct_credit_year where person_key = $person_key order by year desc limit 1",
        person_key=person_key,
    )


def professionality(marts: Marts, person_key: str) -> dict[str, Any] | None:
    """The latest index with its agency's mean: total, category, the four parts and what scored them, missing codes, agency_mean, employees, without_data."""
    return marts.one(
        """
        select i.*, a.mean_total as agency_mean, a.employees, a.without_data
        from fct_ip_asn as i
        left join fct_ip_agency_year as a on a.agency_code = i.agency_code and a.year = i.year
        where i.person_key = $person_key
        order by i.year desc
        limit 1
        """,
        person_key=person_key,
    )


def awards(marts: Marts, person_key: str) -> pa.Table:
    """The person's awards, latest first."""
    return marts.table(
        """
        select awarded_on, award, award_kind, granted_by
        from fct_award
        where person_key = $person_key
        order by awarded_on desc, award
        """,
        person_key=person_key,
    )


def punishments(marts: Marts, person_key: str) -> pa.Table:
    """The person's disciplinary decisions, latest first."""
    return marts.table(
        """
        select decided_on, level, sanction, valid_from, valid_to
        from fct_discipline
        where person_key = $person_key
        order by decided_on desc, level
        """,
        person_key=person_key,
    )


def clauses(marts: Marts, person_key: str) -> pa.Table:
    """Every clause of the person's current cases: kind, clause, weight, value, requirement, is_met."""
    return marts.table(
        """
        select kind, month, clause_number, clause, weight, value, requirement, is_met
        from fct_candidate_clause
        where person_key = $person_key and is_current
        order by kind, clause_number
        """,
        person_key=person_key,
    )
