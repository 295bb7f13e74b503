"""Roster: where appraisals and staff lists disagree, and which delivered version of an appraisal counts."""

from datetime import date

import pyarrow as pa

from warehouse.marts import Marts


def months(marts: Marts, month: date) -> pa.Table:
    """Agencies with gaps in a month: agency_code, agency_name, sort_order, persons per kind of gap."""
    return marts.table(
        """
        select
            r.agency_code, a.agency_name, a.sort_order,
            r.n_unknown_nip, r.n_left, r.n_moved, r.n_two_raters, r.n_not_rated
        from fct_roster_month as r
        inner join dim_agency as a on a.agency_code = r.agency_code
        where r.month = $month
        order by a.sort_order
        """,
        month=month,
    )


def gaps(marts: Marts, month: date, gap: str, agency_code: str | None = None, limit: int = 500) -> pa.Table:
    """Persons with one kind of gap: person_key, person_name, agency, agency of the staff list, file and row."""
    return marts.table(
        """
        select
            g.person_key, e.person_name, g.agency_code, a.agency_name, r.agency_name as roster_agency_name,
            b.file_name, b.sheet, g.source_row
        from fct_roster_gap as g
        inner join dim_agency as a on a.agency_code = g.agency_code
        left join dim_agency as r on r.agency_code = g.roster_agency_code
        left join dim_employee as e on e.person_key = g.person_key
        left join dim_batch as b on b.batch_id = g.batch_id
        where g.month = $month and g.gap = $gap and ($agency is null or g.agency_code = $agency)
        order by a.sort_order, e.person_name, g.source_row
        limit $limit
        """,
        month=month,
        gap=gap,
        agency=agency_code,
        limit=limit,
    )


def versions(marts: Marts, person_key: str) -> pa.Table:
    """All delivered versions of a person's appraisals that came more than once, by period the one that counts first.

    Columns: period_start, period_end, counts, version_reason, predikat, data_on, received_at, file_name, sheet,
    source_row, source, batch_id.
    """
    return marts.table(
        """
        select
            v.period_start, v.period_end, v.counts, v.version_reason, v.predikat, v.data_on, v.received_at,
            b.file_name, b.sheet, v.source_row, v.source, v.batch_id
        from fct_appraisal_version as v
        left join dim_batch as b on b.batch_id = v.batch_id
        where v.person_key = $person
        order by
            v.period_end desc, v.period_start desc, v.counts desc, v.data_on desc, v.received_at desc, v.source_row desc
        """,
        person=person_key,
    )
