"""Positions: the worksheet of one position in one agency."""

from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def one(marts: Marts, agency_code: str, position_key: str) -> dict[str, Any] | None:
    """A position in an agency with its newest year of a standard, or None where it has none or is out of scope."""
    return marts.one(
        """
        select w.agency_code, a.agency_name, w.position_key, w.position_name, w.year, w.holders, w.needed_persons
        from fct_position_worksheet as w
        inner join dim_agency as a on a.agency_code = w.agency_code
        where w.agency_code = $agency_code and w.position_key = $position_key
        order by w.year desc
        limit 1
        """,
        agency_code=agency_code,
        position_key=position_key,
    )


def duties(marts: Marts, agency_code: str, position_key: str, year: int) -> pa.Table:
    """Standards per kind of duty: share of holders with data who reach the target, and how many standards all, some or none meet."""
    return marts.table(
        """
        select
            duty_kind,
            count(*) as standards,
            sum(persons_met) / nullif(sum(persons_met + persons_not_met), 0) as met_share,
            count(*) filter (where standard_status = 'met') as met,
            count(*) filter (where standard_status = 'partly') as partly,
            count(*) filter (where standard_status = 'not_met') as not_met,
            count(*) filter (where standard_status = 'no_data') as no_data
        from fct_position_worksheet
        where agency_code = $agency_code and position_key = $position_key and year = $year
        group by duty_kind
        order by case duty_kind when 'main' then 1 when 'additional' then 2 else 3 end
        """,
        agency_code=agency_code,
        position_key=position_key,
        year=year,
    )


def standards(marts: Marts, agency_code: str, position_key: str, year: int) -> pa.Table:
    """The standards of the year: target, who meets it, mean achievement, status."""
    return marts.table(
        """
        select
            indicator, duty_kind, aspect, target, unit_of_measure, weight, persons, persons_met, persons_not_met,
            persons_no_data, met_share, achievement_mean, standard_status
        from fct_position_worksheet
        where agency_code = $agency_code and position_key = $position_key and year = $year
        order by case duty_kind when 'main' then 1 when 'additional' then 2 else 3 end, indicator
        """,
        agency_code=agency_code,
        position_key=position_key,
        year=year,
    )
