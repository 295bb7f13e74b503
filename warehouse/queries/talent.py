"""Talent: who was assessed, the nine boxes with their persons, and one person's box with what it is made of."""

from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def coverage(marts: Marts, agency_code: str | None) -> dict[str, int]:
    """Active staff of an agency (None: all the viewer may see): active, assessed (the assessment holds), held_back (a box that opens nothing, or none)."""
    found = marts.one(
        """
        select
            count(*) as active,
            count(*) filter (t.is_valid) as assessed,
            count(*) filter (t.reason is not null) as held_back
        from dim_employee as e
        left join fct_talent as t on t.person_key = e.person_key
        where e.is_active and ($agency is null or e.agency_code = $agency)
        """,
        agency=agency_code,
    )
    return dict(found or {})


def boxes(marts: Marts, agency_code: str | None) -> pa.Table:
    """The nine boxes in force on the build day with the active persons in them whom nothing holds back: performance, potential, box, persons."""
    return marts.table(
        """
        select b.performance, b.potential, b.box, count(p.person_key) as persons
        from dim_talent_box as b
        inner join dim_build as d on d.as_of >= b.valid_from and (b.valid_to is null or d.as_of <= b.valid_to)
        left join fct_talent as p
            on p.box = b.box and p.is_counted and ($agency is null or p.agency_code = $agency)
        group by all
        order by b.box desc
        """,
        agency=agency_code,
    )


def listing(marts: Marts, agency_code: str | None, box: int | None, *, held_back: bool) -> pa.Table:
    """Active persons in a box (None: in any), or those whom something holds back, best box first, then by rank in their agency."""
    return marts.table(
        """
        select
            t.person_key, e.person_name, a.short_name, e.position_name, t.box, t.potential_score, t.performance_score,
            t.rank_share, t.assessed_on, t.reason
        from fct_talent as t
        inner join dim_employee as e on e.person_key = t.person_key
        inner join dim_agency as a on a.agency_code = t.agency_code
        where
            t.is_active and t.is_counted <> $held_back
            and ($agency is null or t.agency_code = $agency)
            and ($box is null or t.box = $box)
        order by t.box desc nulls last, t.rank_share nulls last, t.potential_score desc nulls last, e.person_name
        """,
        agency=agency_code,
        box=box,
        held_back=held_back,
    )


def one(marts: Marts, person_key: str) -> dict[str, Any] | None:
    """A person's talent row; None where potential was never assessed."""
    return marts.one("select * from fct_talent where person_key = $person_key", person_key=person_key)
