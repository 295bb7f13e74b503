"""Rules in force: values with their validity and legal source."""

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.marts import Marts


def all_rules(marts: Marts) -> pa.Table:
    """Every rule row: rule, label, value, unit, valid_from, valid_to, legal_source, decided_by, editable."""
    return marts.table("select * from dim_rule order by rule, valid_from")


def in_force(marts: Marts, month: date) -> list[dict[str, Any]]:
    """The rules that hold in one month, editable ones first."""
    return marts.rows(
        """
        select *
        from dim_rule
        where valid_from <= $month and (valid_to is null or valid_to >= $month)
        order by editable desc, label_id
        """,
        month=month,
    )


def minimum(marts: Marts, rule: str, month: date | None) -> int:
    """A rule's whole number in force in a month; 0 where there is none."""
    row = marts.one(
        """
        select cast(value as integer) as minimum
        from dim_rule
        where rule = $rule and valid_from <= $month and (valid_to is null or valid_to >= $month)
        """,
        rule=rule,
        month=month,
    )
    return row["minimum"] if row else 0


def labels(marts: Marts, kind: str) -> dict[str, dict[str, Any]]:
    """Labels of one kind of code: code → {label_id, label_en, sort_order}, in their order."""
    rows = marts.rows("select * from dim_label where kind = $kind order by sort_order", kind=kind)
    return {row["code"]: row for row in rows}
