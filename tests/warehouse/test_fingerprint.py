"""Fingerprints: blind to order, to the last digits of sums and to time; awake to everything else."""

import duckdb
import pytest

from warehouse.fingerprint import of_database, of_table

BASE = "create table t as select * from (values (1, 'satu', 0.1::double), (2, null, 0.0), (2, null, 0.0)) v(n, word, share)"


def print_of(*statements: str) -> str:
    with duckdb.connect() as con:
        for sql in statements:
            con.execute(sql)
        return of_table(con, "memory", "main", "t").hex


@pytest.mark.parametrize(
    "same",
    [
        "create table t as select * from (values (2, null, 0.0), (1, 'satu', 0.1::double), (2, null, 0.0)) v(n, word, share)",
        "create table t as select share, word, n from (values (1, 'satu', 0.1::double), (2, null, 0.0), (2, null, 0.0)) v(n, word, share)",
        "create table t as select * from (values (1, 'satu', 0.3::double - 0.2), (2, null, -0.0), (2, null, 0.0)) v(n, word, share)",
    ],
)
def test_equal_content(same):
    assert print_of(BASE) == print_of(same)


@pytest.mark.parametrize(
    "change",
    [
        "update t set word = 'Satu' where n = 1",
        "update t set share = share + 0.000001 where n = 1",
        "update t set word = '' where n = 2",
        "delete from t where n = 2 and rowid = 2",
        "insert into t values (2, null, 0.0)",
        "alter table t rename column word to kata",
        "alter table t alter n type bigint",
        "update t set n = 3 - n",
    ],
)
def test_other_content(change):
    assert print_of(BASE) != print_of(BASE, change)


def test_tables_outside_main_carry_their_schema():
    with duckdb.connect() as con:
        con.execute(
            "create schema staging; create table staging.a as select 1 as n; create table b (n integer)"
        )
        found = of_database(con, "memory")
    assert {name: found[name].rows for name in found} == {"b": 0, "staging.a": 1}
