"""The export: what people decided, copied into raw.state_* before each build."""

import hashlib
import json
from typing import Any

import duckdb
import pyarrow as pa
from sqlalchemy import Engine, select

from warehouse.state import persons, sources
from warehouse.state.tables import aliases, rules

# Rows with a NIP that dbt may have to look up. Spreadsheets that cut a NIP to 15 digits end it in 000: dbt repairs
# such a NIP from the roster, so it gets a key of its own only where the roster itself has it.
NIPS = """
select distinct nip from raw.employees where nip is not null
union
select distinct nip from (
    select nip from raw.appraisals union all
    select nip from raw.achievements union all
    select nip from raw.trainings
) where nip is not null and nip not like '%000'
"""


def export_state(engine: Engine, con: duckdb.DuckDBPyConnection) -> str:
    """Fill raw.state_rules, state_persons, state_aliases and state_sources through the writing connection `con`.

    Persons seen for the first time get their key here. Returns the hash of all that was exported, for the manifest:
    the same archive and the same hash give the same release.
    """
    persons.ensure(engine, (row[0] for row in con.execute(NIPS).fetchall()))
    with engine.connect() as connection:
        decided_rules = connection.execute(
            select(
                rules.c.rule,
                rules.c.value,
                rules.c.valid_from,
                rules.c.reason.label("legal_source"),
                rules.c.decided_by,
                rules.c.decided_at,
            ).order_by(rules.c.id)
        ).mappings()
        newest = {(row["rule"], row["valid_from"]): row for row in decided_rules}
        decided_aliases = connection.execute(
            select(aliases.c.government, aliases.c.alias, aliases.c.agency_code).order_by(
                aliases.c.government, aliases.c.alias
            )
        ).mappings()
        exported: dict[str, list[dict[str, Any]]] = {
            "state_rules": [dict[str, Any](newest[key]) for key in sorted(newest)],
            "state_persons": [{"person_key": key, "nip": nip} for key, nip in persons.crosswalk(engine)],
            "state_aliases": [dict(row) for row in decided_aliases],
            "state_sources": sources.listed(connection),
        }
    for table, rows in exported.items():
        _replace(con, table, rows)
    return hashlib.sha256(json.dumps(exported, default=str, sort_keys=True).encode()).hexdigest()


def _replace(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    con.execute(f"delete from raw.{table}")  # noqa: S608 - one of the four names above
    if rows:
        con.register("exported", pa.Table.from_pylist(rows))
        con.execute(f"insert into raw.{table} by name select * from exported")  # noqa: S608 - as above
        con.unregister("exported")
