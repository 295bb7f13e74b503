"""Deliveries: what agencies have to send, what of it came, and whose name a file carries."""

import re
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts

MONTHS_BACK = 12
GOVERNMENT_WORDS = re.compile(
    r"(pemerintah )?(provinsi|propinsi|prov) lampung( |$)|^(pemprov|pemerintah provinsi)( lampung)? "
)
OWED = """
    from fct_agency_delivery as d
    inner join dim_agency as a on a.agency_code = d.agency_code
    cross join dim_build as b
    where
        d.month > cast(b.as_of - to_months($months) as date)
        and ($dataset is null or d.dataset = $dataset) and ($status is null or d.status = $status)
"""


def due(
    marts: Marts, dataset: str | None = None, status: str | None = None, months: int = MONTHS_BACK
) -> pa.Table:
    """Deliveries due in the last months, newest month first: agency, dataset, month, deadline, status, last file."""
    return marts.table(
        f"""
        select
            a.agency_code, a.agency_name, a.short_name, d.dataset, d.month, d.first_month, d.rhythm, d.deadline,
            d.status, d.delivered_on, d.days_late, d.coverage,
            d.last_file_name, d.last_received_at, d.last_rows_loaded, d.last_rows_quarantined
        {OWED}
        order by d.month desc, a.sort_order, d.dataset
        """,
        dataset=dataset,
        status=status,
        months=months,
    )


def owed(marts: Marts, months: int = MONTHS_BACK) -> dict[str, Any]:
    """What is open in one row: missing, partly, open (counts), agencies_missing, next_deadline of what is open."""
    return marts.only(
        f"""
        select
            count(*) filter (d.status = 'missing') as missing, count(*) filter (d.status = 'partly') as partly,
            count(*) filter (d.status = 'open') as open,
            count(distinct d.agency_code) filter (d.status = 'missing') as agencies_missing,
            min(d.deadline) filter (d.status = 'open') as next_deadline
        {OWED}
        """,
        dataset=None,
        status=None,
        months=months,
    )


def datasets(marts: Marts) -> list[str]:
    """Datasets that agencies have to deliver."""
    rows = marts.rows("select distinct dataset from fct_agency_delivery order by dataset")
    return [row["dataset"] for row in rows]


def agencies_named(marts: Marts, names: list[str]) -> dict[str, str]:
    """Delivered names that are known as an agency of the province: name → agency_code; others are left out."""
    spellings = {name: spelling(name) for name in names}
    rows = marts.rows(
        "select alias, agency_code from dim_agency_alias where list_contains($spellings, alias)",
        spellings=list(spellings.values()),
    )
    known = {row["alias"]: row["agency_code"] for row in rows}
    return {name: known[alias] for name, alias in spellings.items() if alias in known}


def spelling(name: str) -> str:
    """A name as aliases are compared: the macro normalise_agency, for names that are in no release yet (a test compares)."""
    plain = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " dan ")).strip()
    return GOVERNMENT_WORDS.sub("", plain).strip()
