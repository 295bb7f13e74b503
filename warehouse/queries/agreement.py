"""Agreement: superiors, citizens and targets side by side, per unit."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def units(marts: Marts, agency_code: str, month: date) -> pa.Table:
    """The agency's units with any survey in the twelve months to `month`: the three sources and their verdict."""
    return marts.table(
        """
        select
            a.unit_key, u.unit_name, a.agreement_class, a.agreement_reason, a.persons, a.mean_class, a.ikm, a.ikm_n,
            a.achievement_mean, a.superior_place, a.citizens_place, a.achievement_place, a.gap, a.gap_margin, a.peer_units
        from fct_unit_agreement as a
        inner join dim_unit as u on u.unit_key = a.unit_key
        where a.agency_code = $agency_code and a.month = $month and a.agreement_reason <> 'no_survey'
        order by a.agreement_class = 'not_judged', abs(a.gap) desc, u.unit_name
        """,
        agency_code=agency_code,
        month=month,
    )


def one(marts: Marts, unit_key: str, month: date) -> dict[str, Any] | None:
    """One unit's verdict in a month, or None where it has no staff."""
    return marts.one(
        """
        select a.*, u.unit_name
        from fct_unit_agreement as a
        inner join dim_unit as u on u.unit_key = a.unit_key
        where a.unit_key = $unit_key and a.month = $month
        """,
        unit_key=unit_key,
        month=month,
    )
