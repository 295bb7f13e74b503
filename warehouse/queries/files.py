"""Files received: ledger, quarantine, and what each became."""

from typing import Any

import pyarrow as pa

from warehouse.marts import Marts

Row = dict[str, Any]


def ledger(marts: Marts, dataset: str | None = None, status: str | None = None, limit: int = 500) -> pa.Table:
    """Batches, latest first: file, sheet, dataset, source, government, status, row counts (withdrawn ones too), reason, received_at."""
    return marts.table(
        """
        select
            b.received_at, b.file_name, b.sheet, b.dataset, b.source, b.source_version, b.government, b.agency_code, b.status,
            b.rows_read, b.rows_loaded, b.rows_quarantined, b.rows_not_data, w.rows_withdrawn, w.rows_before, w.is_unusual,
            b.reason, b.as_of, b.batch_id
        from dim_batch as b
        left join fct_withdrawal as w on b.batch_id = w.batch_id
        where ($dataset is null or b.dataset = $dataset) and ($status is null or b.status = $status)
        order by b.received_at desc, b.file_name, b.sheet
        limit $limit
        """,
        dataset=dataset,
        status=status,
        limit=limit,
    )


def withdrawals(marts: Marts, contents: list[str]) -> dict[str, Row]:
    """What loaded files withdrew by being full exports: file_sha256 → rows_withdrawn, rows_before, is_unusual."""
    rows = marts.rows(
        """
        select
            b.file_sha256, sum(w.rows_withdrawn) as rows_withdrawn, sum(w.rows_before) as rows_before,
            bool_or(w.is_unusual) as is_unusual
        from fct_withdrawal as w
        inner join dim_batch as b on w.batch_id = b.batch_id
        where list_contains($contents, b.file_sha256)
        group by b.file_sha256
        """,
        contents=contents,
    )
    return {row["file_sha256"]: row for row in rows}


def totals(marts: Marts) -> dict[str, Any]:
    """The ledger in one row: files, rows_read, rows_loaded, rows_quarantined, rows_not_data, refused, waiting."""
    return marts.only(
        """
        select
            count(distinct file_sha256) as files, sum(rows_read) as rows_read, sum(rows_loaded) as rows_loaded,
            sum(rows_quarantined) as rows_quarantined, sum(rows_not_data) as rows_not_data,
            count(*) filter (where status = 'refused') as refused,
            count(*) filter (where status in ('waiting', 'no-source')) as waiting,
            max(received_at) as last_received_at
        from dim_batch
        """
    )


def contents(marts: Marts, limit: int = 2000) -> list[Row]:
    """Files by content, latest first: file_sha256, file_name, received_at, rows_loaded of all their tables."""
    return marts.rows(
        """
        select file_sha256, min(file_name) as file_name, max(received_at) as received_at, sum(rows_loaded) as rows_loaded
        from dim_batch
        group by file_sha256
        order by max(received_at) desc, min(file_name)
        limit $limit
        """,
        limit=limit,
    )


def unknown_agencies(marts: Marts) -> pa.Table:
    """Spellings of agencies that point at none: agency_alias, rows, files, suggested_agency_code, suggestion_score (0–1)."""
    return marts.table(
        """
        select
            agency_alias, sum(row_count) as rows, count(distinct batch_id) as files,
            min(suggested_agency_code) as suggested_agency_code, max(suggestion_score) as suggestion_score
        from fct_unknown_agency
        group by agency_alias
        order by sum(row_count) desc, agency_alias
        """
    )


def datasets(marts: Marts) -> list[str]:
    """Datasets that have files in the release."""
    rows = marts.rows("select distinct dataset from dim_batch where dataset is not null order by dataset")
    return [row["dataset"] for row in rows]


def quarantine(marts: Marts, batch_id: str | None = None, limit: int = 500) -> pa.Table:
    """Refused rows: file_name, sheet, source_row, column_title, value (masked), reason, remedy."""
    return marts.table(
        """
        select file_name, sheet, source_row, column_title, value, reason, remedy, agency_code, batch_id
        from fct_quarantine
        where $batch_id is null or batch_id = $batch_id
        order by file_name, sheet, source_row
        limit $limit
        """,
        batch_id=batch_id,
        limit=limit,
    )


def quarantine_reasons(marts: Marts) -> pa.Table:
    """How often each reason: reason_code, reason, remedy, rows, files."""
    return marts.table(
        """
        select reason_code, min(reason) as reason, min(remedy) as remedy, count(*) as rows, count(distinct batch_id) as files
        from fct_quarantine
        group by reason_code
        order by count(*) desc
        """
    )


def batch(marts: Marts, batch_id: str) -> dict[str, Any] | None:
    """One batch of the ledger, or None."""
    return marts.one("select * from dim_batch where batch_id = $batch_id", batch_id=batch_id)


def by_source(marts: Marts) -> list[dict[str, Any]]:
    """What each source read: source, files, last_file, last_received_at."""
    return marts.rows(
        """
        select
            source, count(distinct file_sha256) as files, arg_max(file_name, received_at) as last_file,
            max(received_at) as last_received_at
        from dim_batch
        where source is not null and status = 'loaded'
        group by source
        order by source
        """
    )


def unread(marts: Marts, limit: int = 200) -> list[dict[str, Any]]:
    """Files that no source could read, latest first: file_sha256, file_name, received_at, status, reason."""
    return marts.rows(
        """
        select file_sha256, file_name, received_at, status, reason
        from dim_batch
        where status = 'no-source' or reason_code in ('not_a_dataset', 'ambiguous_source')
        order by received_at desc, file_name
        limit $limit
        """,
        limit=limit,
    )


def of_source(marts: Marts, source: str, limit: int = 200) -> list[dict[str, Any]]:
    """Files that a source loaded, latest first: file_sha256, file_name, status, rows_loaded, rows_quarantined."""
    return marts.rows(
        """
        select
            file_sha256, min(file_name) as file_name, min(status) as status, sum(rows_loaded) as rows_loaded,
            sum(rows_quarantined) as rows_quarantined
        from dim_batch
        where source = $source and status = 'loaded'
        group by file_sha256
        order by max(received_at) desc, file_sha256
        limit $limit
        """,
        source=source,
        limit=limit,
    )
