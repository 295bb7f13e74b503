"""Load: one transaction per file: its old batches go, batches, rows, quarantine and ledger come."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import duckdb

from ingest.dataset import Dataset
from ingest.errors import IngestError
from ingest.verdict import LedgerStatus, Verdict

MASK = "•••"


class LedgerBroken(IngestError):
    """Rows read are not rows loaded + quarantined + not data: our fault, nothing of the file is loaded."""

    def __init__(self, batch: "Batch", found: str) -> None:
        super().__init__(
            f"Hitungan baris {batch.file_name} tidak cocok ({found}); berkas tidak dimuat, laporkan kepada pengelola Siger."
        )


@dataclass(frozen=True)
class Rows:
    """Checked rows waiting in temporary tables of the connection that loads them."""

    con: duckdb.DuckDBPyConnection
    dataset: Dataset
    checked: str
    """Table of checks.check: v_<field> columns, fault, warnings."""
    refused: str | None
    """Table of the refused records, where there are any."""
    columns: list[str]
    count: int

    def drop(self) -> None:
        """Free the tables once they are loaded."""
        for table in filter(None, (self.checked, self.refused)):
            self.con.execute(f"drop table if exists {table}")

    def sample(self, limit: int, *, masked: bool = False) -> list[dict[str, object]]:
        """The first rows as they are loaded, by the fields' titles; `masked` hides personal values."""
        fields = {name: self.dataset.fields[name] for name in self.columns}
        titles = {
            f"case when v_{name} is not null then '{MASK}' end"
            if masked and field.personal
            else f"v_{name}": field.title
            for name, field in fields.items()
        }
        asked = f"select {', '.join(titles)} from {self.checked} where fault is null order by source_row limit {int(limit)}"
        return [dict(zip(titles.values(), row, strict=True)) for row in self.con.execute(asked).fetchall()]

    def agencies(self) -> list[str]:
        """The agencies that the records name, as delivered."""
        if "agency_name" not in self.columns:
            return []
        asked = (
            f"select distinct v_agency_name from {self.checked} where v_agency_name is not null order by 1"
        )
        return [name for (name,) in self.con.execute(asked).fetchall()]

    def persons(self) -> list[tuple[str | None, str, str, str]]:
        """Who stands in the rows, each once: agency as delivered, first and last day of the period (or the day), NIP."""
        if "nip" not in self.columns:
            return []
        said = [
            next((f"cast(v_{name} as varchar)" for name in names if name in self.columns), "null")
            for names in (
                ("agency_name",),
                ("period_start", "snapshot_date"),
                ("period_end", "snapshot_date"),
            )
        ]
        asked = (
            f"select distinct {said[0]}, coalesce({said[1]}, ''), coalesce({said[2]}, ''), v_nip from {self.checked}"
            " where fault is null and v_nip is not null order by all"
        )
        return self.con.execute(asked).fetchall()

    def refusals(self, limit: int) -> list[tuple[int, str | None, str | None, str | None, str, str]]:
        """The first refused records: source_row, source_column, field, column_title, reason, remedy."""
        if self.refused is None:
            return []
        asked = f"select source_row, source_column, field, column_title, reason, remedy from {self.refused} order by source_row, source_column limit {int(limit)}"
        return self.con.execute(asked).fetchall()

    def sample_refused(self, limit: int) -> list[dict[str, object]]:
        """The first refused records: source_row, column, reason, remedy, value."""
        if self.refused is None:
            return []
        keys = ("source_row", "column", "reason", "remedy", "value")
        asked = f"select source_row, coalesce(column_title, source_column), reason, remedy, value from {self.refused} order by source_row limit {int(limit)}"
        return [dict(zip(keys, row, strict=True)) for row in self.con.execute(asked).fetchall()]


@dataclass(frozen=True)
class Batch:
    """One line of the ledger, raw.batches, and the rows that belong to it."""

    file_sha256: str
    file_name: str
    status: LedgerStatus
    received_at: datetime
    sheet: str | None = None
    dataset: str | None = None
    source: str | None = None
    source_version: str | None = None
    government: str | None = None
    agency_name: str | None = None
    rows_read: int | None = None
    rows_loaded: int | None = None
    rows_quarantined: int | None = None
    not_data: dict[str, int] | None = None
    reason: str | None = None
    reason_code: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    as_of: date | None = None
    sender: str | None = None
    encoding: str | None = None
    footer: dict[str, object] = field(default_factory=dict)
    is_full: bool | None = None
    """The source declares that an export states its scope whole."""
    part: str | None = None
    """What a file of a delivery brings: answers, respondents, questions."""
    joined: str = ""
    """Hashes of the files of a delivery that the answers were joined with, in order of their parts."""
    rows: Rows | None = None

    @property
    def batch_id(self) -> str:
        """Hash of content, sheet and source version (and of the rest of a delivery)."""
        parts = (
            self.file_sha256,
            self.sheet or "",
            self.source or "",
            self.source_version or "",
            self.joined,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]

    @property
    def verdict(self) -> Verdict:
        """What the sender is told."""
        return Verdict(
            file=self.file_name,
            sha256=self.file_sha256,
            sheet=self.sheet,
            dataset=self.dataset,
            source=self.source,
            source_version=self.source_version,
            status="refused" if self.status == "deleted" else self.status,
            rows_read=self.rows_read,
            rows_loaded=self.rows_loaded,
            rows_quarantined=self.rows_quarantined,
            rows_not_data=self.rows_not_data,
            reason=self.reason,
            reason_code=self.reason_code,
            received_at=self.received_at,
        )

    @property
    def rows_not_data(self) -> int | None:
        """Sum of the kinds of records that are no data."""
        return None if self.not_data is None else sum(self.not_data.values())


def load(con: duckdb.DuckDBPyConnection, batches: list[Batch]) -> None:
    """Replace everything the ledger has of these contents by `batches`, or change nothing at all.

    `con` is the connection that judged them, the warehouse attached. Raises LedgerBroken when the counts do not add up.
    """
    con.execute("begin")
    try:
        for sha256 in sorted({batch.file_sha256 for batch in batches}):
            _forget(con, sha256)
        for batch in batches:
            stored = _insert_rows(con, batch, batch.rows) if batch.rows else None
            _insert_batch(con, batch)
            _assert_ledger(batch, stored)
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise


def _forget(con: duckdb.DuckDBPyConnection, sha256: str) -> None:
    """Remove a content's batches and all their rows."""
    old = con.execute("select batch_id, dataset from raw.batches where file_sha256 = ?", [sha256]).fetchall()
    for batch_id, dataset in old:
        if dataset:
            # The name of a dataset we wrote into the ledger ourselves.
            con.execute(f'delete from raw."{dataset}" where batch_id = ?', [batch_id])
        con.execute("delete from raw.quarantine where batch_id = ?", [batch_id])
    if old:
        con.execute("delete from raw.batches where file_sha256 = ?", [sha256])


def _insert_rows(con: duckdb.DuckDBPyConnection, batch: Batch, rows: Rows) -> tuple[int, int]:
    """Good rows and quarantine into the warehouse; how many of each it took."""
    values = [
        f"nullif(v_{name}, 'tidak_diketahui') as {name}"
        if rows.dataset.fields[name].kind == "position_kind"
        else f"v_{name} as {name}"
        for name in rows.columns
    ]
    target = f"raw.{rows.dataset.dataset}"
    loaded = _taken(
        con,
        f"insert into {target} by name select $batch_id as batch_id, source_row, source_column, {', '.join(values)}, warnings"
        f" from {rows.checked} where fault is null",
        batch,
    )
    if rows.refused is None:
        return loaded, 0
    bad = f"select $batch_id as batch_id, * exclude (short) from {rows.refused}"
    return loaded, _taken(con, f"insert into raw.quarantine by name {bad}", batch)


def _taken(con: duckdb.DuckDBPyConnection, insert: str, batch: Batch) -> int:
    """Rows that an insert put into its table, by DuckDB's own count."""
    ((count,),) = con.execute(insert, {"batch_id": batch.batch_id}).fetchall()
    return int(count)


def _insert_batch(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    line = {
        "batch_id": batch.batch_id,
        **{
            name: getattr(batch, name)
            for name in (
                "file_sha256", "file_name", "sheet", "dataset", "source", "source_version", "government", "agency_name", "status",
                "rows_read", "rows_loaded", "rows_quarantined", "rows_not_data", "reason", "reason_code", "period_start",
                "period_end", "as_of", "sender", "encoding", "part", "is_full",
            )
        },
        "joined": batch.joined or None,
        "rows_stored": batch.rows.count if batch.rows else None,
        "not_data": None if batch.not_data is None else json.dumps(batch.not_data),
        "received_at": batch.received_at.astimezone(UTC).replace(tzinfo=None),
        "footer": json.dumps(batch.footer, ensure_ascii=False) if batch.footer else None,
    }  # fmt: skip
    con.execute(
        f"insert into raw.batches ({', '.join(line)}) values ({', '.join('?' * len(line))})",
        list(line.values()),
    )


def _assert_ledger(batch: Batch, stored: tuple[int, int] | None) -> None:
    """One row in, one row accounted for; `stored` is what the tables really took, good and refused."""
    if batch.status != "loaded" or batch.rows_read is None:
        return
    loaded, quarantined, not_data = (
        batch.rows_loaded or 0,
        batch.rows_quarantined or 0,
        batch.rows_not_data or 0,
    )
    if batch.rows_read != loaded + quarantined + not_data:
        raise LedgerBroken(
            batch, f"dibaca {batch.rows_read}, dimuat {loaded}, ditolak {quarantined}, bukan data {not_data}"
        )
    if batch.rows and stored != (batch.rows.count, quarantined):
        raise LedgerBroken(batch, f"tersimpan {stored}, seharusnya {(batch.rows.count, quarantined)}")
