"""Running numbers: a list of respondents that starts again at 1 goes on with others, it does not repeat the first ones."""

import duckdb

from ingest.heading import normalise
from ingest.relation import Mapped

HEADINGS = frozenset(
    ("no", "nomor", "no_urut", "nomor_urut", "no_res", "no_resp", "no_responden", "nomor_responden")
)
"""Headings of a running number; an id of an application names the same respondent wherever it returns."""


def tell_groups_apart(con: duckdb.DuckDBPyConnection, checked: str, mapped: Mapped) -> None:
    """Give the numbers of every further group its place before them: `2-1` is the first of the second group.

    Only where every number that does not grow is a 1: then the list has started again, and is counted on.
    """
    if normalise(mapped.titles.get("respondent_id")) not in HEADINGS:
        return
    con.execute(
        f"""
        create or replace temp table numbered as
        select source_row, number, coalesce(number <= lag(number) over (order by source_row), false) as falls
        from (
            select source_row, try_cast(v_respondent_id as bigint) as number from {checked}
            where v_respondent_id is not null
        )
        """  # noqa: S608 - our own table
    )
    asked = "select count(*) filter (falls), bool_and(number is not null and (number = 1 or not falls)) from numbered"
    restarts, running = con.execute(asked).fetchall()[0]
    if restarts and running:
        con.execute(
            "create or replace temp table grouped as select source_row,"
            " 1 + count(*) filter (falls) over (order by source_row) as place from numbered"
        )
        con.execute(
            f"update {checked} set v_respondent_id = place || '-' || v_respondent_id from grouped"  # noqa: S608 - our own table
            f" where grouped.source_row = {checked}.source_row and place > 1"
        )
