"""Provenance: from a cell of a mart to the rows, files, rules and tests it stands on.

Reads through any handle that runs a select over marts: a viewer's `Marts` in the portal, so that nobody traces into
rows he may not see, or `ReleaseReader` on the server's command line.
"""

import json
import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol

import duckdb

from warehouse.errors import NoRelease, NotGranted, NotInRelease
from warehouse.leads import LEADS, STANDS_FOR, Lead
from warehouse.lineage import Lineage, upstream
from warehouse.release import Release
from warehouse.trace import Contribution, File, Row, Trace

MOST_ROWS = 200
MOST_FOUND = 200
"""Rows of the mart itself that are followed one by one: all agencies of a month, all units of an agency."""
UNKNOWN: dict[str, Any] = {
    "file_name": "?", "sheet": None, "dataset": None, "source": None, "source_version": None, "sender": None, "received_at": None,
}  # fmt: skip
"""What is said of a file that the release's ledger does not have."""
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


class Reader(Protocol):
    """What a trace reads through."""

    release: Release | None

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]: ...


class ReleaseReader:
    """A read-only handle over a release's internal file for the server's command line; pages use `Marts`."""

    def __init__(self, release: Release) -> None:
        self.release: Release | None = release
        self._con = duckdb.connect(release.internal, read_only=True)

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        try:
            done = self._con.execute(sql, params or None)
        except (duckdb.CatalogException, duckdb.BinderException):
            raise NotGranted("Tabel atau kolom itu tidak ada dalam rilis ini.") from None
        names = [column[0] for column in done.description or []]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def __enter__(self) -> "ReleaseReader":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._con.close()


def trace(reader: Reader, mart: str, key: Mapping[str, object], most: int = MOST_ROWS) -> Trace:
    """Lead the rows of `mart` whose columns equal `key` back to files; values compare as text (`2026-10-01`).

    At most `most` rows of each mart are named one by one; all are counted, by file.

    A public mart is traced through the internal one it is made of. Raises NoRelease, NotGranted, and NotGranted for
    a mart or column that the release does not have.
    """
    release = reader.release
    if release is None:
        raise NoRelease("Asal angka hanya diketahui untuk data yang sudah dirilis.")
    lineage = lineage_of(release)
    read = STANDS_FOR.get(mart, mart)
    wanted = {column: str(value) for column, value in key.items()}
    for name in (read, *wanted):
        if not IDENTIFIER.fullmatch(name):
            raise NotGranted(f"{name} bukan nama tabel atau kolom.")
    try:
        found = reader.rows(f"select * from {read}{_where(list(wanted))} limit {MOST_FOUND}", **wanted)  # noqa: S608 - identifiers match IDENTIFIER
    except NotInRelease as error:
        if "kolom" not in str(error):
            raise
        raise NotGranted(f"Kolom {', '.join(wanted)} tidak semuanya ada pada {read}.") from None
    if found and {"batch_id", "source_row"} <= set(found[0]):
        # the mart's rows are rows of files themselves: all of them at once, however many
        parts = [_gather(reader, read, [(_where(list(wanted)).removeprefix(" where "), wanted)], most)]
    else:
        parts = [_follow(reader, lead, found, most) for lead in LEADS.get(read, ())]
    contributions = [part for part in parts if part]
    note = lineage.get(mart)
    above = upstream(lineage, mart)
    rules = sorted({rule for name in (mart, *above) if name in lineage for rule in lineage[name]["rules"]})
    return Trace(
        release_id=release.release_id,
        label=release.label,
        mart=mart,
        key=wanted,
        found=found,
        contributions=contributions,
        path=note["path"] if note else "",
        description=note["description"] if note else "",
        upstream=above,
        rules=_rules(reader, rules, _month(found)) if rules else [],
        tests=dict(note["tests"]) if note else {},
    )


def lineage_of(release: Release) -> Lineage:
    """The lineage kept beside a release; empty where it is not there any more."""
    try:
        return dict(json.loads((release.folder / "lineage.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _follow(reader: Reader, lead: Lead, found: list[dict[str, Any]], most: int) -> Contribution | None:
    """Rows of the lead's mart behind the found rows."""
    # Several rows of figures may ask for the same rows: the clauses of one proposal for one person's ratings.
    asked = {
        (clause, *sorted(values.items())): (clause, values)
        for clause, values in map(lead.condition, found)
        if clause
    }
    return _gather(reader, lead.mart, list(asked.values()), most)


def _gather(
    reader: Reader, mart: str, conditions: Sequence[tuple[str, Mapping[str, Any]]], most: int
) -> Contribution | None:
    """Rows of a mart that meet one of the conditions, by file; None where there are none or the viewer may not read it."""
    counted: dict[str, tuple[int, int, int]] = {}
    rows: list[dict[str, Any]] = []
    for clause, values in conditions:
        try:
            groups = reader.rows(
                f"select batch_id, count(*) as n, min(source_row) as first_row, max(source_row) as last_row "  # noqa: S608 - names match IDENTIFIER or are ours
                f"from {mart} where {clause or 'true'} group by batch_id",
                **values,
            )
            if len(rows) < most:
                rows += reader.rows(
                    f"select batch_id, source_row from {mart} where {clause or 'true'} "  # noqa: S608 - as above
                    f"order by batch_id, source_row limit {most - len(rows)}",
                    **values,
                )
        except NotGranted:
            return None
        for group in groups:
            n, first, last = counted.get(group["batch_id"], (0, group["first_row"], group["last_row"]))
            counted[group["batch_id"]] = (
                n + group["n"],
                min(first, group["first_row"]),
                max(last, group["last_row"]),
            )
    if not counted:
        return None
    ledger = {
        row.pop("batch_id"): row
        for row in reader.rows(
            "select batch_id, file_name, sheet, dataset, source, source_version, sender, received_at from dim_batch "
            "where list_contains($batches, batch_id)",
            batches=list(counted),
        )
    }
    files = [_file(ledger.get(batch, {}), batch, *spread) for batch, spread in counted.items()]
    names = {file.batch_id: file for file in files}
    return Contribution(
        mart=mart,
        count=sum(file.rows for file in files),
        files=sorted(files, key=lambda file: (-file.rows, file.file_name, file.sheet or "")),
        rows=[
            Row(
                row["batch_id"],
                names[row["batch_id"]].file_name,
                names[row["batch_id"]].sheet,
                row["source_row"],
            )
            for row in rows
        ],
    )


def _file(told: dict[str, Any], batch_id: str, rows: int, first_row: int, last_row: int) -> File:
    """A file as the ledger tells it; a batch the viewer's ledger does not show stays nameless."""
    return File(
        batch_id=batch_id,
        file_name=told.get("file_name", "?"),
        sheet=told.get("sheet"),
        dataset=told.get("dataset"),
        source=told.get("source"),
        source_version=told.get("source_version"),
        sender=told.get("sender"),
        received_at=told.get("received_at"),
        rows=rows,
        first_row=first_row,
        last_row=last_row,
    )


def _rules(reader: Reader, rules: list[str], month: str | None) -> list[dict[str, Any]]:
    """The value of each rule in force in the month of the row, or the newest one."""
    try:
        return reader.rows(
            "select rule, value, unit, label_id, valid_from, legal_source from dim_rule where list_contains($rules, rule) "
            "and ($month is null or (valid_from <= cast($month as date) and coalesce(valid_to, date '9999-12-31') >= cast($month as date))) "
            "qualify row_number() over (partition by rule order by valid_from desc) = 1 order by rule",
            rules=rules,
            month=month,
        )
    except NotGranted:
        return []


def _month(found: list[dict[str, Any]]) -> str | None:
    value = found[0].get("month") or found[0].get("period_end") if found else None
    return str(value)[:10] if value else None


def _where(columns: list[str]) -> str:
    return (
        " where " + " and ".join(f"cast({name} as varchar) = ${name}" for name in columns) if columns else ""
    )
