"""Audit: reads a candidate from end to end in a process of its own and says what forbids publishing it.

    python -m warehouse.audit      [WAREHOUSE, INTERNAL, PUBLIC, {table taken over: its print}] on standard input,
                                   one JSON object on standard output

dbt's tests judge the rules inside the models. What no model can see stands here: that nothing was lost on the way
from the ledger, that internal and public file belong together, that the public file knows no person.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from warehouse.errors import BuildFailed, BuildInterrupted
from warehouse.fingerprint import of_database
from warehouse.quoting import literal, quoted
from warehouse.settings import PROJECT

MARTS_OF_DATASET = {
    "appraisals": "fct_appraisal",
    "awards": "fct_award",
    "discipline": "fct_discipline",
    # a person's latest alone stands in the mart, and none where every NIP is unknown
    "potentials": "intermediate.int_potential",
    "periods": "dim_period",
    "achievements": "fct_achievement",
    "complaints": "fct_complaint",
    "employees": "dim_employee",
    "standards": "fct_position_standard",
    "surveys": "fct_survey_response",
    "trainings": "fct_training",
    "units": "dim_unit",
}
PERSONAL_COLUMNS = (
    "nip|nip_.*|nik|.*person_name|person_key|.*rater.*|.*superior.*|birth_date|remark|batch_id|source_row"
)
NIP_LIKE = r"(^|[^0-9])[0-9]{8}[ ._-]?[0-9]{6}[ ._-]?[0-9][ ._-]?[0-9]{3}([^0-9]|$)"


@dataclass
class Report:
    """What an audit found: `faults` forbid the release; counts and fingerprints go into the manifest."""

    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    as_of: str | None = None
    data_month: str | None = None


class Auditor:
    """A fresh process that will audit one candidate: started while the candidate is built, it has opened nothing before
    it is told what, and it ends with whoever started it."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "warehouse.audit"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C reaches the caller, who ends it in order
        )

    def audit(
        self, warehouse: Path, internal: Path, public: Path, kept: dict[str, str] | None = None
    ) -> Report:
        """Audit a candidate as the readers to come will open it; raises BuildFailed where it cannot be read,
        BuildInterrupted where the process was killed.

        `kept` has the fingerprints of tables taken over from the last release, which were read when they were made.
        """
        order = [str(warehouse), str(internal), str(public), kept or {}]
        said, complaint = self._child.communicate(json.dumps(order))
        if self._child.returncode < 0:
            raise BuildInterrupted(
                f"Pemeriksaan calon rilis dihentikan dari luar (sinyal {-self._child.returncode})."
            )
        if self._child.returncode:
            raise BuildFailed(f"Calon rilis tidak dapat dibaca utuh: {_last_line(complaint)}")
        return Report(**json.loads(said))

    def close(self) -> None:
        """End the process, whatever it does: it only reads."""
        with self._child:
            if self._child.poll() is None:
                self._child.kill()


def examine(warehouse: Path, internal: Path, public: Path, kept: dict[str, str] | None = None) -> Report:
    """The audit itself, in this process. Without `kept` every block of both files is read."""
    con = duckdb.connect(config={"threads": 2, "python_enable_replacements": False})
    for path, name in ((internal, "internal"), (public, "public_file"), (warehouse, "warehouse")):
        con.execute(f"attach {literal(path)} as {name} (read_only)")
    report = Report()
    for database in ("internal", "public_file"):
        for table, print_ in of_database(con, database, kept).items():
            report.counts[table] = print_.rows
            report.fingerprints[table] = print_.hex
    report.faults += [
        *_ledger_faults(con),
        *_staging_faults(con, report.counts),
        *_empty_marts(con, report.counts),
        *_unequal_builds(con, report),
        *_public_faults(con),
    ]
    return report


def _ledger_faults(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Rows in = loaded + quarantined + not data, and what the ledger says lies in the raw tables."""
    unbalanced = con.execute(
        "select file_name, coalesce(sheet, ''), rows_read from warehouse.raw.batches "
        "where status = 'loaded' and rows_read is distinct from rows_loaded + rows_quarantined + rows_not_data"
    ).fetchall()
    for name, sheet, rows in unbalanced:
        yield f"Buku besar tidak imbang: {name} {sheet} membaca {rows} baris, tetapi jumlah bagiannya lain."
    for dataset in _raw_datasets(con):
        lost = con.execute(
            f"""
            with ledger as (
                select batch_id, file_name, rows_stored from warehouse.raw.batches
                where status = 'loaded' and dataset = ?
            ),
            rows_there as (
                select batch_id, count(*) as n from warehouse.raw.{quoted(dataset)} group by batch_id
            )
            select coalesce(file_name, batch_id), coalesce(rows_stored, 0), coalesce(n, 0)
            from ledger full join rows_there using (batch_id)
            where coalesce(rows_stored, 0) <> coalesce(n, 0)
            """,  # noqa: S608 - a table name from the catalog, quoted
            [dataset],
        ).fetchall()
        for name, told, found in lost:
            yield f"{dataset}: {name} tercatat {told} baris dimuat, di gudang {found}."


def _staging_faults(con: duckdb.DuckDBPyConnection, counts: dict[str, int]) -> Iterator[str]:
    """Staging renames and casts; it loses no row."""
    for dataset in _raw_datasets(con):
        staged = counts.get(f"staging.stg_{dataset}")
        rows = _one(con, f"select count(*) from warehouse.raw.{quoted(dataset)}")  # noqa: S608 - as above
        if staged is not None and staged != rows:
            yield f"stg_{dataset} berisi {staged} baris, raw.{dataset} {rows}."


def _empty_marts(con: duckdb.DuckDBPyConnection, counts: dict[str, int]) -> Iterator[str]:
    """A mart is not empty where the province delivered rows for it."""
    for dataset, mart in MARTS_OF_DATASET.items():
        rows = _one(
            con,
            "select coalesce(sum(rows_loaded), 0) from warehouse.raw.batches "
            "where status = 'loaded' and government = 'pemprov-lampung' and dataset = ?",
            [dataset],
        )
        if rows and mart in counts and not counts[mart]:
            yield f"{mart} kosong, padahal {dataset} memuat {rows} baris."


def _unequal_builds(con: duckdb.DuckDBPyConnection, report: Report) -> Iterator[str]:
    """Internal and public file speak for the same day and month."""
    builds = []
    for table, relation in (
        ("dim_build", "internal.main.dim_build"),
        ("pub_build", "public_file.main.pub_build"),
    ):
        if table not in report.counts:
            yield f"{table} tidak ada di calon rilis."
        else:
            builds.append(con.execute(f"select as_of, data_month from {relation}").fetchall())  # noqa: S608 - two fixed names
    if len(builds) == 2 and (builds[0] != builds[1] or len(builds[0]) != 1):
        yield "dim_build dan pub_build tidak menyebut satu hari dan bulan data yang sama."
    elif builds and builds[0]:
        report.as_of, report.data_month = (value and str(value)[:10] for value in builds[0][0])


def _public_faults(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The public file holds pub_ tables only: no personal column, no NIP, no name of anybody in the roster."""
    strangers = con.execute(
        "select table_name from duckdb_tables() where database_name = 'public_file' "
        "and (schema_name <> 'main' or not starts_with(table_name, 'pub_')) "
        "union all select view_name from duckdb_views() where database_name = 'public_file' and not internal"
    ).fetchall()
    for (name,) in strangers:
        yield f"Berkas publik memuat {name}; hanya tabel pub_ yang boleh ada di sana."
    people = _one(
        con,
        "select count(*) from duckdb_tables() where database_name = 'internal' and table_name = 'dim_employee'",
    )
    texts: dict[str, list[str]] = {}
    for table, column, kind, is_personal in con.execute(
        "select table_name, column_name, data_type, regexp_full_match(column_name, ?) "
        "from duckdb_columns() where database_name = 'public_file'",
        [PERSONAL_COLUMNS],
    ).fetchall():
        if is_personal:
            yield f"{table}.{column}: kolom perorangan tidak boleh ada di berkas publik."
        if kind == "VARCHAR":
            texts.setdefault(table, []).append(column)
    if people:
        con.execute(
            "create temp table people as select distinct lower(trim(person_name)) as name from internal.main.dim_employee"
        )
    for table, columns in texts.items():
        for column, has_nip, has_name in _personal_texts(con, table, columns, bool(people)):
            if has_nip:
                yield f"{table}.{column} memuat angka yang berbentuk NIP."
            if has_name:
                yield f"{table}.{column} memuat nama pegawai."


def _personal_texts(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str], people: bool
) -> list[tuple[str, bool, bool]]:
    """Per column of text of a public table: whether a value holds a NIP, whether one is a name of the roster."""
    values = " union ".join(
        f"select {literal(column)} as name, {quoted(column)} as value from public_file.main.{quoted(table)}"  # noqa: S608 - quoted catalog names
        for column in columns
    )
    named = "lower(trim(value)) in (from temp.people)" if people else "false"
    return con.execute(
        f"select name, bool_or(regexp_matches(value, ?)), bool_or({named}) from ({values}) "  # noqa: S608 - as above
        "where value is not null group by name order by name",
        [NIP_LIKE],
    ).fetchall()


def _raw_datasets(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute(
        "select table_name from duckdb_columns() where database_name = 'warehouse' and schema_name = 'raw' "
        "and column_name = 'source_column' and table_name <> 'quarantine' order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def _one(con: duckdb.DuckDBPyConnection, sql: str, values: list[str] | None = None) -> int:
    row = con.execute(sql, values or []).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1][:300] if lines else "proses pemeriksa berhenti"


def main() -> None:
    order = sys.stdin.read()
    if not order:
        return
    warehouse, internal, public, kept = json.loads(order)
    print(json.dumps(asdict(examine(Path(warehouse), Path(internal), Path(public), kept))))


if __name__ == "__main__":
    main()
