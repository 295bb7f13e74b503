"""Queries of the public pages: short selects over the pub_ tables, nothing else exists in their file."""

import pyarrow as pa

from warehouse.marts import Marts

TABLES = (
    "pub_province_month",
    "pub_agency",
    "pub_agency_month",
    "pub_agency_ikm",
    "pub_service_ikm",
    "pub_complaint_quarter",
    "pub_complaint_class",
    "pub_region_ikm",
    "pub_rule",
    "pub_measure",
    "pub_label",
    "pub_build",
)
"""The data sets of the public file, in the order people look for them."""


def build(marts: Marts) -> pa.Table:
    """What day the figures speak for, their month, and from when the next month has to be shown; one row."""
    return marts.table("select * from pub_build")


def province(marts: Marts) -> pa.Table:
    """The province in the data month; one row."""
    return marts.table("select * from pub_province_month where is_current")


def province_months(marts: Marts) -> pa.Table:
    """The province up to the data month, in time order; a row per month."""
    return marts.table(
        "select * from pub_province_month where month <= (select data_month from pub_build) order by month"
    )


def agencies(marts: Marts) -> pa.Table:
    """All agencies with their last rolling IKM and their last month; a row per agency, best IKM first."""
    return marts.table(
        """
        select agency.*, index.ikm, index.ikm_low, index.ikm_high, index.n, index.ikm_class,
            index.ikm_versus_province, index.period_start, index.period_end,
            index.reason_hidden as ikm_hidden, state.coverage, state.reported, state.reason_hidden as month_hidden
        from pub_agency as agency
        left join pub_agency_ikm as index on index.agency_code = agency.agency_code
            and index.period_end = (select max(period_end) from pub_agency_ikm)
        left join pub_agency_month as state on state.agency_code = agency.agency_code
            and state.month = (select data_month from pub_build)
        order by index.ikm desc nulls last, agency.agency_name
        """
    )


def agency_months(marts: Marts, agency_code: str) -> pa.Table:
    """One agency's staff figures up to the data month, in time order; a row per month."""
    return marts.table(
        """
        select * from pub_agency_month
        where agency_code = $agency_code and month <= (select data_month from pub_build)
        order by month
        """,
        agency_code=agency_code,
    )


def agency_ikm(marts: Marts, agency_code: str) -> pa.Table:
    """One agency's rolling IKM in time order; a row per twelve months that end with a quarter."""
    return marts.table(
        """
        select *, date_trunc('month', period_end) as month
        from pub_agency_ikm where agency_code = $agency_code
        order by period_end
        """,
        agency_code=agency_code,
    )


def services(marts: Marts, agency_code: str | None = None) -> pa.Table:
    """Service units and their IKM by year, of one agency or of all; newest year first, best first."""
    return marts.table(
        """
        select service.*, agency.agency_name
        from pub_service_ikm as service
        inner join pub_agency as agency on agency.agency_code = service.agency_code
        where service.level = 'unit' and ($agency_code is null or service.agency_code = $agency_code)
        order by service.year desc, service.ikm desc nulls last, service.unit_name
        """,
        agency_code=agency_code,
    )


def complaints(marts: Marts, agency_code: str | None = None) -> pa.Table:
    """Complaints received, by quarter and class (`all`: together), of one agency or of the province; newest first."""
    return marts.table(
        """
        select complaint.*
        from pub_complaint_quarter as complaint
        left join pub_label as label
            on label.kind = 'complaint_class' and label.code = complaint.complaint_class
        where complaint.level = case when $agency_code is null then 'province' else 'agency' end
            and ($agency_code is null or complaint.agency_code = $agency_code)
            and complaint.quarter <= (select data_month from pub_build)
        order by complaint.quarter desc, label.sort_order nulls first
        """,
        agency_code=agency_code,
    )


def complaint_classes(marts: Marts, agency_code: str) -> pa.Table:
    """Complaints an agency received in the last period of four quarters; a row per class."""
    return marts.table(
        """
        select complaint.*
        from pub_complaint_class as complaint
        left join pub_label as label
            on label.kind = 'complaint_class' and label.code = complaint.complaint_class
        where complaint.agency_code = $agency_code
            and complaint.period_end = (select max(period_end) from pub_complaint_class)
        order by label.sort_order
        """,
        agency_code=agency_code,
    )


def regions(marts: Marts) -> pa.Table:
    """The 15 kabupaten/kota with their IKM; a row per region."""
    return marts.table("select * from pub_region_ikm order by tile_row, tile_column")


def rules(marts: Marts) -> pa.Table:
    """The rules figures are made by, with their legal source; a row per rule and stretch of validity."""
    return marts.table("select * from pub_rule order by rule, valid_from")


def measures(marts: Marts) -> pa.Table:
    """What each public figure is, its unit and who answers for it; a row per meaning."""
    return marts.table(
        """
        select distinct label_id, label_en, definition_id, definition_en, unit_label_id, unit_label_en, owner
        from pub_measure
        order by label_id, definition_id
        """
    )


def labels(marts: Marts) -> pa.Table:
    """Words for codes; a row per kind and code."""
    return marts.table("select * from pub_label order by kind, sort_order")


def whole(marts: Marts, table: str) -> pa.Table:
    """A whole data set, for download. `table` must be one of TABLES."""
    if table not in TABLES:
        raise KeyError(table)
    return marts.table(f"select * from {table}")  # noqa: S608 - a name from our own list above
